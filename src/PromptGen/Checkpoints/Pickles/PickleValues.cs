namespace PromptGen.Checkpoints.Pickles;

// Besides these a pickle's values are null, bool, long, BigInteger, double and string.

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(object?[] Items)
{
    /// <summary>The items as whole numbers, once they were taken for a shape or strides.</summary>
    public long[]? Numbers { get; set; }
}

/// <summary>A list, or a set.</summary>
internal sealed record PickleList(List<object?> Items);

/// <summary>A dictionary: what was put into it, one after the other.</summary>
internal sealed record PickleDictionary(List<(object? Key, object? Value)> Items)
{
    /// <summary>The values of its keys that are texts; of equal keys the last counts.</summary>
    public Dictionary<string, object?> ByName()
    {
        var byName = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in Items)
            if (key is string name) byName[name] = value;
        return byName;
    }
}

/// <summary>Something harmless that tensors do not need.</summary>
internal sealed class PickleData
{
    public static PickleData Some { get; } = new();
}

/// <summary>A storage: numbers of one type elsewhere in the file.</summary>
/// <param name="Key">Its name there.</param>
/// <param name="Type">Their type; <c>U8</c> where it is bytes of any type.</param>
/// <param name="Count">How many.</param>
internal sealed record PickleStorage(string Key, string Type, long Count)
{
    /// <summary>Its bytes, which may be more than a file can have.</summary>
    public Int128 Bytes => (Int128)Count * ElementType.Size(Type)!.Value;
}

/// <summary>A view of a storage, which it lies within.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Offset">Its first element, counted in the storage.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Strides">Elements between neighbours along each axis.</param>
internal sealed record PickleTensor(PickleStorage Storage, string Type, long Offset, long[] Shape, long[] Strides);

/// <summary>How errors speak of a pickle's values.</summary>
internal static class PickleWords
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        string text => text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'",
        PickleTuple tuple => $"a tuple of {tuple.Items.Length}",
        PickleList list => $"a list of {list.Items.Count}",
        PickleDictionary => "a dictionary",
        PickleGlobal global => $"'{global.Name}'",
        PickleStorage => "a storage",
        PickleTensor => "a tensor",
        PickleData => "an object",
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "a number",
    };
}
