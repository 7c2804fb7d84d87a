using Parquet;
using Parquet.Schema;

namespace PromptGen.Tasks.Reading;

/// <summary>A Parquet file, read a row group at a time and only the columns that are asked for.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly ParquetReader reader;
    private readonly string name;
    private readonly Dictionary<string, ClassNames> classNames;

    private ParquetFile(ParquetReader reader, string name)
    {
        (this.reader, this.name) = (reader, name);
        Classes = HubClasses.Of(reader.CustomMetadata, name);
        classNames = Classes.ToDictionary(column => column.Key, column => ClassNames.Declared(column.Value), StringComparer.Ordinal);
    }

    /// <summary>The names of classes, by column, as the hub's <c>datasets</c> writes them beside the numbers.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; }

    /// <summary>The names of its columns.</summary>
    public IEnumerable<string> Columns => reader.Schema.Fields.Select(column => column.Name);

    /// <summary>Opens a file and reads it.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="required">The columns that must be there.</param>
    /// <param name="read">Takes what is wanted; the file is closed afterwards.</param>
    /// <exception cref="DataException">It is no Parquet file, it is damaged, or a column that must be there is not.</exception>
    public static T Read<T>(Stream stream, string name, IEnumerable<string> required, Func<ParquetFile, T> read) => Guarded(name, () =>
    {
        var seekable = stream.CanSeek ? stream : Copy(stream);
        ParquetFooter.Check(seekable);
        var options = new ParquetOptions { TreatByteArrayAsString = true };
        using var file = new ParquetFile(Opened(seekable, options), name);
        foreach (var key in required)
            if (!file.Columns.Contains(key))
                throw new DataException($"{name}: has no column '{key}'; expected one of {Record.Listed(file.Columns)}{Header.Hint(key, file.Columns)}.");
        return read(file);
    });

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
            foreach (var (key, field) in fields) columns[key] = Wait(() => ParquetColumn.ReadAsync(reader.OpenRowGroupReader(group), field));
            var count = columns.Values.Select(values => values.Length).DefaultIfEmpty(0).Distinct().ToList();
            if (count.Count != 1) throw new DataException($"{name}: the columns of row group {group + 1} are not equally long; expected a value of each a row.");
            for (var i = 0; i < count[0]; i++) yield return new ParquetRecord(columns, classNames, i, new SourceLine(name, ++row));
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

    /// <summary>
    /// A footer whose fields have the wrong type can still keep the library busy after <see cref="ParquetFooter"/>; then its thread is given up.
    /// </summary>
    private static ParquetReader Opened(Stream stream, ParquetOptions options)
    {
        var opening = Task.Run(() => ParquetReader.CreateAsync(stream, options, leaveStreamOpen: true));
        return opening.Wait(TimeSpan.FromSeconds(10 + stream.Length / 1e7))
            ? opening.Result
            : throw new InvalidDataException("its footer contradicts itself");
    }

    /// <summary>Waits on the thread pool, since a caller's synchronization context must not be waited for.</summary>
    private static T Wait<T>(Func<Task<T>> read) => Task.Run(read).GetAwaiter().GetResult();

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    /// <summary>
    /// What the library throws on damaged bytes is no closed set: its own exceptions, those of the decompressors, indices beyond arrays, arrays of absurd
    /// sizes; and it throws it wherever it is asked, for names of columns too. All of it means that the file is damaged.
    /// </summary>
    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not DataException)
        {
            if (e is AggregateException { InnerException: { } inner }) e = inner;
            // What the runtime says of indices and null references is nothing for users.
            var why = e is IOException or InvalidDataException or ParquetException ? e.Message.Split('\n')[0].TrimEnd('.', '\r') : "its parts contradict each other";
            throw new DataException($"{name}: cannot be read as Parquet ({why}); expected a whole Parquet file.", e);
        }
    }
}
