using Parquet;
using Parquet.Schema;

namespace PromptGen.Tasks.Reading;

/// <summary>A Parquet file, read a row group at a time and only the columns that are asked for.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly ParquetReader reader;
    private readonly string name;

    private ParquetFile(ParquetReader reader, string name)
    {
        (this.reader, this.name) = (reader, name);
        Classes = HubClasses.Of(reader.CustomMetadata, name);
    }

    /// <summary>The names of classes, by column, as the hub's <c>datasets</c> writes them beside the numbers.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; }

    private IEnumerable<string> Columns => reader.Schema.Fields.Select(column => column.Name);

    /// <exception cref="DataException">It is no Parquet file, or a column that must be there is not.</exception>
    public static ParquetFile Open(Stream stream, string name, IEnumerable<string> required)
    {
        var seekable = stream.CanSeek ? stream : Copy(stream);
        var reader = Guarded(name, () => ParquetReader.CreateAsync(seekable, new ParquetOptions { TreatByteArrayAsString = true }, leaveStreamOpen: true));
        var file = new ParquetFile(reader, name);
        foreach (var key in required)
            if (!file.Columns.Contains(key))
                throw new DataException($"{name}: has no column '{key}'; expected one of {string.Join(", ", file.Columns.Select(column => $"'{column}'"))}.");
        return file;
    }

    /// <summary>The values of columns, a row after the other; a column that is not there has none.</summary>
    /// <param name="flat">Columns of single values.</param>
    /// <param name="lists">Columns of lists.</param>
    /// <exception cref="DataException">The file is damaged, or a column holds something else.</exception>
    public IEnumerable<ParquetRecord> Records(IEnumerable<string> flat, IEnumerable<string>? lists = null)
    {
        var fields = flat.Where(Columns.Contains).Select(key => (Key: key, Field: Field(key, repeated: false)))
            .Concat((lists ?? []).Where(Columns.Contains).Select(key => (Key: key, Field: Field(key, repeated: true)))).ToList();
        var row = 0;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var columns = new Dictionary<string, object?[]>(StringComparer.Ordinal);
            foreach (var (key, field) in fields) columns[key] = Guarded(name, () => ParquetColumn.ReadAsync(reader.OpenRowGroupReader(group), field));
            var count = columns.Values.Select(values => values.Length).DefaultIfEmpty(0).Distinct().ToList();
            if (count.Count != 1) throw new DataException($"{name}: the columns of row group {group + 1} are not equally long; expected a value of each a row.");
            for (var i = 0; i < count[0]; i++) yield return new ParquetRecord(columns, Classes, i, new SourceLine(name, ++row));
        }
    }

    public void Dispose() => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private DataField Field(string key, bool repeated)
    {
        var found = reader.Schema.DataFields.Where(field => field.Path.FirstPart == key).ToList();
        if (found.Count == 1 && found[0].MaxRepetitionLevel == (repeated ? 1 : 0) && ParquetColumn.CanRead(found[0])) return found[0];
        throw new DataException($"{name}: the column '{key}' holds {(found is [var field] ? $"{(field.MaxRepetitionLevel > 0 ? "lists of " : "")}{(field.ClrType == typeof(ReadOnlyMemory<char>) ? "texts" : field.ClrType.Name)}" : "records")}; "
            + $"expected {(repeated ? "lists of texts or whole numbers" : "texts, numbers or booleans")}.");
    }

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    /// <summary>
    /// What the library throws on damaged bytes is no closed set: its own exceptions, those of the decompressors, indices beyond arrays, arrays of absurd
    /// sizes. All of it means that the file is damaged. On the thread pool, since a caller's synchronization context must not be waited for.
    /// </summary>
    private static T Guarded<T>(string name, Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not DataException)
        {
            throw new DataException($"{name}: cannot be read as Parquet ({e.Message.Split('\n')[0].TrimEnd('.', '\r')}); expected a whole Parquet file.", e);
        }
    }
}
