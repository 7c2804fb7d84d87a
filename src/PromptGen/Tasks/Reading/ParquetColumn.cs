using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace PromptGen.Tasks.Reading;

/// <summary>One column of one row group, as values: <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, or lists of them.</summary>
internal static class ParquetColumn
{
    private static readonly Type[] Readable =
    [
        typeof(ReadOnlyMemory<char>), typeof(string), typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint),
        typeof(long), typeof(ulong), typeof(float), typeof(double),
    ];

    public static bool CanRead(DataField field) => Readable.Contains(field.ClrType);

    /// <returns>One for each row: a value, an array of values, or null.</returns>
    public static async Task<object?[]> ReadAsync(ParquetRowGroupReader group, DataField field)
    {
        using var column = await group.ReadRawColumnDataBaseAsync(field).ConfigureAwait(false);
        var values = Values(column);
        return field.MaxRepetitionLevel == 0 ? Flat(column, field, values, checked((int)group.RowCount)) : Lists(column, field, values);
    }

    private static Func<int, object> Values(RawColumnData column) => column switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => i => texts.Values[i].ToString(),
        RawColumnData<bool> values => i => values.Values[i],
        RawColumnData<sbyte> values => i => (long)values.Values[i],
        RawColumnData<byte> values => i => (long)values.Values[i],
        RawColumnData<short> values => i => (long)values.Values[i],
        RawColumnData<ushort> values => i => (long)values.Values[i],
        RawColumnData<int> values => i => (long)values.Values[i],
        RawColumnData<uint> values => i => (long)values.Values[i],
        RawColumnData<long> values => i => values.Values[i],
        RawColumnData<ulong> values => i => checked((long)values.Values[i]),
        RawColumnData<float> values => i => (double)values.Values[i],
        RawColumnData<double> values => i => values.Values[i],
        _ => throw new NotSupportedException($"columns of {column.GetType().Name}"),
    };

    private static object?[] Flat(RawColumnData column, DataField field, Func<int, object> values, int rows)
    {
        if (field.MaxDefinitionLevel == 0) return [.. Enumerable.Range(0, rows).Select(values)];
        var definitions = column.DefinitionLevels;
        // A damaged count would else take all memory before the first level that is not there.
        if (rows > definitions.Length) throw new InvalidDataException($"a column has {definitions.Length} values for {rows} rows");
        var read = new object?[rows];
        for (int i = 0, next = 0; i < rows; i++)
            if (definitions[i] == field.MaxDefinitionLevel) read[i] = values(next++);
        return read;
    }

    // Dremel's levels: repetition 0 begins a row, and the definition level says how much of the path is there.
    private static object?[] Lists(RawColumnData column, DataField field, Func<int, object> values)
    {
        var repetitions = column.RepetitionLevels;
        var definitions = column.DefinitionLevels;
        // Within a row the deepest level but one, or two where elements may be null, is a list with something in it.
        var element = field.MaxDefinitionLevel - (field.IsNullable ? 1 : 0);
        var rows = new List<object?>();
        List<object?>? list = null;
        for (int i = 0, next = 0; i < repetitions.Length; i++)
        {
            if (repetitions[i] == 0)
            {
                if (list is not null) rows[^1] = list.ToArray();
                list = definitions[i] >= element - 1 ? [] : null;
                rows.Add(null);
            }
            if (definitions[i] >= element) list!.Add(definitions[i] == field.MaxDefinitionLevel ? values(next++) : null);
        }
        if (list is not null) rows[^1] = list.ToArray();
        return [.. rows];
    }
}
