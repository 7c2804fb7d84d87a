using static TorchSharp.torch;

namespace PromptGen.Checkpoints;

/// <summary>The element types of the safetensors format (https://github.com/huggingface/safetensors), and which of them are read here.</summary>
internal static class ElementType
{
    /// <summary>The types that become tensors.</summary>
    public const string Readable = "F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL";

    /// <summary>One instance of each known name, since a file may have as many tensors as fit.</summary>
    public static string Known(string name) => string.IsInterned(name) ?? name;

    /// <summary>Bytes of one element; null for a type that this code has not heard of or that is no whole number of bytes.</summary>
    public static int? Size(string name) => name switch
    {
        "F64" or "I64" or "U64" or "C64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        _ => null,
    };

    /// <summary>Bytes of one element of a tensor.</summary>
    /// <param name="type">One that has a name here.</param>
    public static int Size(ScalarType type) => Size(Name(type)!)!.Value;

    /// <summary>The type of the tensor, or null where there is none.</summary>
    public static ScalarType? Scalar(string name) => name switch
    {
        "F64" => ScalarType.Float64,
        "F32" => ScalarType.Float32,
        "F16" => ScalarType.Float16,
        "BF16" => ScalarType.BFloat16,
        "I64" => ScalarType.Int64,
        "I32" => ScalarType.Int32,
        "I16" => ScalarType.Int16,
        "I8" => ScalarType.Int8,
        "U8" => ScalarType.Byte,
        "BOOL" => ScalarType.Bool,
        _ => null,
    };

    /// <summary>The format's name of a tensor's type, or null where it has none.</summary>
    public static string? Name(ScalarType type) => type switch
    {
        ScalarType.Float64 => "F64",
        ScalarType.Float32 => "F32",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        ScalarType.Int32 => "I32",
        ScalarType.Int16 => "I16",
        ScalarType.Int8 => "I8",
        ScalarType.Byte => "U8",
        ScalarType.Bool => "BOOL",
        _ => null,
    };

    /// <summary>Whether weights may have this type.</summary>
    public static bool IsFloating(string name) => name is "F64" or "F32" or "F16" or "BF16";
}
