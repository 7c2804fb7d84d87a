namespace PromptGen.Checkpoints.Pickles;

/// <summary>Does what the few functions would do that a pickle may call, and checks that every tensor lies within its storage.</summary>
/// <param name="bytes">For errors.</param>
/// <param name="hasStorage">Whether the file has a storage of that key; null: that is not known yet.</param>
internal sealed class PickleCalls(PickleBytes bytes, Func<string, bool>? hasStorage)
{
    private readonly Dictionary<string, PickleStorage> storages = new(StringComparer.Ordinal);

    /// <summary>The storages that the pickle named, by key.</summary>
    public IReadOnlyDictionary<string, PickleStorage> Storages => storages;

    /// <summary>How many of them the file has, as far as that is known.</summary>
    public int StorageCount { get; private set; }

    /// <summary>The result of a call.</summary>
    public object Call(object? function, object? arguments)
    {
        if (function is not PickleGlobal global) throw bytes.Wrong($"a call of {PickleWords.Of(function)}", "a call of a function");
        var items = arguments is PickleTuple tuple ? tuple.Items : throw bytes.Wrong($"{PickleWords.Of(arguments)} as arguments", "a tuple");
        return (global.Role, items) switch
        {
            (PickleRole.Tensor, [PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, ..]) =>
                Tensor(storage, storage.Type, offset, shape, strides),
            (PickleRole.TypedTensor, [PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, _, _, PickleGlobal { Role: PickleRole.ElementType } type, ..]) =>
                Tensor(storage, type.Type!, offset, shape, strides),
            (PickleRole.Parameter, [PickleTensor tensor, ..]) => tensor,
            (PickleRole.Dictionary, []) => new PickleDictionary([]),
            (PickleRole.Size, [PickleTuple shape]) => shape,
            (PickleRole.Data, _) => PickleData.Some,
            _ => throw bytes.Wrong($"a call of '{global.Name}' with ({string.Join(", ", items.Take(8).Select(PickleWords.Of))})", "its usual arguments"),
        };
    }

    /// <summary>The storage that a persistent id stands for: <c>("storage", class, key, device, count)</c>.</summary>
    public PickleStorage Storage(object? id)
    {
        var items = id is PickleTuple tuple ? tuple.Items : [id];
        // In the old format the view of another storage, None, stands behind the rest.
        if (items is [.. var rest, null] && rest.Length == 5) items = rest;
        if (items is not ["storage", PickleGlobal { Role: PickleRole.Storage } type, string key, _, long count])
            throw bytes.Wrong($"({string.Join(", ", items.Take(8).Select(PickleWords.Of))}) as a persistent id", "('storage', class, key, device, count)");
        if (count < 0) throw bytes.Wrong($"a storage '{key}' of {count} elements", "0 or more");
        var storage = new PickleStorage(key, type.Type!, count);
        if (storages.TryGetValue(key, out var same))
            return same == storage ? same : throw bytes.Wrong($"the storage '{key}' as {count} of {storage.Type}", $"{same.Count} of {same.Type}, as before");
        storages.Add(key, storage);
        if (hasStorage?.Invoke(key) != false) StorageCount++;
        return storage;
    }

    private PickleTensor Tensor(PickleStorage storage, string type, long offset, PickleTuple shape, PickleTuple strides)
    {
        var axes = shape.Items.Length;
        if (axes > SafeTensorsHeader.MostAxes) throw bytes.Wrong($"a tensor with {axes} axes", $"at most {SafeTensorsHeader.MostAxes}");
        if (axes != strides.Items.Length) throw bytes.Wrong($"a tensor with {axes} axes and {strides.Items.Length} strides", "as many strides as axes");
        var tensor = new PickleTensor(storage, type, offset, Numbers(shape, "shape"), Numbers(strides, "strides"));

        // In bytes, since one storage may hold elements of any type.
        Int128 size = ElementType.Size(type)!.Value, count = 1, last = offset;
        foreach (var (axis, stride) in tensor.Shape.Zip(tensor.Strides))
        {
            count *= Math.Max(axis, 1); // strides of a copy are products of axes too, so an axis of 0 does not excuse the others
            last += (Int128)Math.Max(axis - 1, 0) * stride;
            if (count * size > long.MaxValue || last * size > long.MaxValue) throw bytes.Wrong($"a tensor of {Words(tensor)}", "less than 2⁶³ bytes");
        }
        var isEmpty = tensor.Shape.Contains(0);
        if (offset < 0 || !isEmpty && ((last + 1) * size > storage.Bytes || count * size > storage.Bytes))
            throw bytes.Wrong($"a tensor of {Words(tensor)}, {type}", $"one that lies within its storage '{storage.Key}', {storage.Count} of {storage.Type}");
        return tensor;
    }

    private static string Words(PickleTensor tensor) =>
        $"[{string.Join(", ", tensor.Shape)}] with strides [{string.Join(", ", tensor.Strides)}] from element {tensor.Offset} on";

    /// <summary>Of one tuple the numbers are one array, however many tensors have it.</summary>
    private long[] Numbers(PickleTuple tuple, string what) => tuple.Numbers ??=
        [.. tuple.Items.Select(item => item is long and >= 0 ? (long)item : throw bytes.Wrong($"{PickleWords.Of(item)} in the {what} of a tensor", "whole numbers, 0 or more"))];
}
