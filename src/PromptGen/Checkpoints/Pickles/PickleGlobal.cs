using System.Collections.Frozen;

namespace PromptGen.Checkpoints.Pickles;

/// <summary>
/// A class or function that a pickle may name: the whole list. None of them is called; <see cref="PickleCalls"/> does what those that matter
/// would do (https://github.com/pytorch/pytorch/blob/v2.6.0/torch/_utils.py).
/// </summary>
/// <param name="Name">Module and name.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Type">The type of a storage or element, as the safetensors format spells it.</param>
internal sealed record PickleGlobal(string Name, PickleRole Role, string? Type = null)
{
    private static readonly FrozenDictionary<string, PickleGlobal> Allowed = new PickleGlobal[]
    {
        new("torch._utils._rebuild_tensor", PickleRole.Tensor),
        new("torch._utils._rebuild_tensor_v2", PickleRole.Tensor),
        new("torch._utils._rebuild_tensor_v3", PickleRole.TypedTensor),
        new("torch._utils._rebuild_parameter", PickleRole.Parameter),
        new("collections.OrderedDict", PickleRole.Dictionary),
        new("torch.Size", PickleRole.Size),

        new("torch.DoubleStorage", PickleRole.Storage, "F64"),
        new("torch.FloatStorage", PickleRole.Storage, "F32"),
        new("torch.HalfStorage", PickleRole.Storage, "F16"),
        new("torch.BFloat16Storage", PickleRole.Storage, "BF16"),
        new("torch.LongStorage", PickleRole.Storage, "I64"),
        new("torch.IntStorage", PickleRole.Storage, "I32"),
        new("torch.ShortStorage", PickleRole.Storage, "I16"),
        new("torch.CharStorage", PickleRole.Storage, "I8"),
        new("torch.ByteStorage", PickleRole.Storage, "U8"),
        new("torch.BoolStorage", PickleRole.Storage, "BOOL"),
        new("torch.ComplexFloatStorage", PickleRole.Storage, "C64"),
        new("torch.UntypedStorage", PickleRole.Storage, "U8"),
        new("torch.storage.UntypedStorage", PickleRole.Storage, "U8"),

        new("torch.float64", PickleRole.ElementType, "F64"),
        new("torch.float32", PickleRole.ElementType, "F32"),
        new("torch.float16", PickleRole.ElementType, "F16"),
        new("torch.bfloat16", PickleRole.ElementType, "BF16"),
        new("torch.int64", PickleRole.ElementType, "I64"),
        new("torch.int32", PickleRole.ElementType, "I32"),
        new("torch.int16", PickleRole.ElementType, "I16"),
        new("torch.int8", PickleRole.ElementType, "I8"),
        new("torch.uint8", PickleRole.ElementType, "U8"),
        new("torch.bool", PickleRole.ElementType, "BOOL"),
        new("torch.uint16", PickleRole.ElementType, "U16"),
        new("torch.uint32", PickleRole.ElementType, "U32"),
        new("torch.uint64", PickleRole.ElementType, "U64"),
        new("torch.float8_e4m3fn", PickleRole.ElementType, "F8_E4M3"),
        new("torch.float8_e5m2", PickleRole.ElementType, "F8_E5M2"),

        // What training scripts save beside the weights: devices, states of random generators, sets of names.
        new("torch.device", PickleRole.Data),
        new("builtins.set", PickleRole.Data),
        new("__builtin__.set", PickleRole.Data),
        new("_codecs.encode", PickleRole.Data),
        new("numpy.dtype", PickleRole.Data),
        new("numpy.ndarray", PickleRole.Data),
        new("numpy.core.multiarray.scalar", PickleRole.Data),
        new("numpy.core.multiarray._reconstruct", PickleRole.Data),
        new("numpy._core.multiarray.scalar", PickleRole.Data),
        new("numpy._core.multiarray._reconstruct", PickleRole.Data),
    }.ToFrozenDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>The one of that name, or null where a pickle may not name it.</summary>
    public static PickleGlobal? Find(string name) => Allowed.GetValueOrDefault(name);
}

/// <summary>What a <see cref="PickleGlobal"/> is for.</summary>
internal enum PickleRole
{
    /// <summary>Views a storage, in the storage's type.</summary>
    Tensor,

    /// <summary>Views a storage in a type that it names.</summary>
    TypedTensor,

    /// <summary>A tensor that was trained.</summary>
    Parameter,

    /// <summary>A dictionary.</summary>
    Dictionary,

    /// <summary>The shape of a tensor, a tuple.</summary>
    Size,

    /// <summary>The class of a storage.</summary>
    Storage,

    /// <summary>The type of elements.</summary>
    ElementType,

    /// <summary>Makes something that tensors do not need, so nothing is made.</summary>
    Data,
}
