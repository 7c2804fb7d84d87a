using Parquet;
using Parquet.Schema;

namespace PromptGen.Tests.Tasks.Reading;

/// <summary>Writes Parquet files as the hub serves them.</summary>
internal static class ParquetSample
{
    /// <summary>What <c>datasets</c> writes into the file for a text, a class and words with classes.</summary>
    public const string Features = """
        {"info": {"features": {
          "text": {"dtype": "string", "_type": "Value"},
          "label": {"names": ["neg", "pos", "odd"], "_type": "ClassLabel"},
          "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
          "ner_tags": {"feature": {"names": ["O", "B-x", "I-x"], "_type": "ClassLabel"}, "_type": "Sequence"}}}}
        """;

    /// <summary>Texts and labels in row groups of two rows.</summary>
    public static byte[] Texts(CompressionMethod compression, string? metadata, (string? Text, long? Label)[] rows)
    {
        var schema = new ParquetSchema(new DataField<string>("text"), new DataField<long?>("label"), new DataField<int>("idx"));
        return Write(schema, compression, metadata, rows.Chunk(2).Select((some, chunk) => new Func<ParquetRowGroupWriter, Task>(async group =>
        {
            await group.WriteAsync(schema.DataFields[0], some.Select(row => row.Text).ToArray()!);
            await group.WriteAsync<long>(schema.DataFields[1], some.Select(row => row.Label).ToArray());
            await group.WriteAsync<int>(schema.DataFields[2], some.Select((_, i) => 2 * chunk + i).ToArray());
        })));
    }

    /// <summary>Sentences of words with labels; null: the whole list is missing.</summary>
    public static byte[] Words(string? metadata, (string?[]? Words, long?[]? Labels)[] rows)
    {
        var schema = new ParquetSchema(new ListField("tokens", new DataField<string>("element")), new ListField("ner_tags", new DataField<long?>("element")));
        return Write(schema, CompressionMethod.Snappy, metadata,
        [
            async group =>
            {
                await WriteList(group, schema.DataFields[0], rows.Select(row => row.Words), word => (word ?? "").AsMemory(), word => word is null);
                await WriteList(group, schema.DataFields[1], rows.Select(row => row.Labels), label => label ?? 0, label => label is null);
            },
        ]);
    }

    /// <summary>One column of values.</summary>
    public static byte[] Column<T>(string name, T[] values) where T : struct
    {
        var schema = new ParquetSchema(new DataField<string>("text"), new DataField<T>(name));
        return Write(schema, CompressionMethod.Gzip, null,
        [
            async group =>
            {
                await group.WriteAsync(schema.DataFields[0], values.Select(_ => "a").ToArray());
                await group.WriteAsync<T>(schema.DataFields[1], values);
            },
        ]);
    }

    private static async Task WriteList<T, TValue>(ParquetRowGroupWriter group, DataField field, IEnumerable<T[]?> rows, Func<T, TValue> value, Func<T, bool> missing)
        where TValue : struct
    {
        var (values, definitions, repetitions) = (new List<TValue>(), new List<int>(), new List<int>());
        foreach (var row in rows)
        {
            if (row is not { Length: > 0 })
            {
                definitions.Add(row is null ? 0 : 1);
                repetitions.Add(0);
                continue;
            }
            for (var i = 0; i < row.Length; i++)
            {
                definitions.Add(missing(row[i]) ? 2 : 3);
                repetitions.Add(i == 0 ? 0 : 1);
                if (!missing(row[i])) values.Add(value(row[i]));
            }
        }
        await group.WriteAllPartsAsync<TValue>(field, values.ToArray(), (ReadOnlyMemory<int>)definitions.ToArray(), (ReadOnlyMemory<int>)repetitions.ToArray(), CancellationToken.None);
    }

    private static byte[] Write(ParquetSchema schema, CompressionMethod compression, string? metadata, IEnumerable<Func<ParquetRowGroupWriter, Task>> groups)
    {
        using var stream = new MemoryStream();
        WriteAsync().GetAwaiter().GetResult();
        return stream.ToArray();

        async Task WriteAsync()
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, stream, new ParquetOptions { CompressionMethod = compression });
            if (metadata is not null) writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = metadata };
            foreach (var write in groups)
            {
                using var group = writer.CreateRowGroup();
                await write(group);
            }
        }
    }
}
