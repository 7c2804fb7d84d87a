using System.Text.Json;
using PromptGen.Files;

namespace PromptGen.Reports;

/// <summary><c>run.json</c>: the record of a run, beside its adapter.</summary>
public static class RunRecordFile
{
    /// <summary>What the file is called in a run's folder.</summary>
    public const string Name = "run.json";

    private static readonly FileKind Kind = new($"a run's {Name}, or the folder that holds it", (message, inner) => new ReportException(message, inner)) { MostBytes = 1 << 28 };

    /// <summary>Writes a record; one that is there is replaced as a whole.</summary>
    /// <param name="path">The file, or a folder that is there and gets a <c>run.json</c>.</param>
    /// <param name="record">What is written.</param>
    /// <exception cref="ReportException">The record contradicts itself, or the file cannot be written, or is there and no record.</exception>
    public static void Write(string path, RunRecord record)
    {
        var file = InFolder(path);
        Check(record, file);
        CheckTarget(file);
        ReportOutput.Write(file, JsonSerializer.Serialize(record, RunRecordJson.Default.RunRecord) + "\n");
    }

    /// <summary>Says early that <see cref="Write"/> would not replace what is there.</summary>
    /// <param name="path">The file, or a folder that is there and gets a <c>run.json</c>.</param>
    /// <exception cref="ReportException">The file is there and is no record, of whatever version.</exception>
    public static void CheckTarget(string path)
    {
        if (Directory.Exists(InFolder(path))) throw new ReportException($"{InFolder(path)}: is a folder; expected a file for the record of the run.");
        ReportOutput.Check(InFolder(path), "record of a run", IsRecord);
    }

    private static bool IsRecord(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadUtf8(file, Kind));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number
                && document.RootElement.TryGetProperty("trials", out var trials) && trials.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file, or the folder with a <c>run.json</c>.</param>
    /// <exception cref="ReportException">It cannot be read, is not a record of this version, or contradicts itself.</exception>
    public static RunRecord Read(string path)
    {
        var file = InFolder(path);
        if (Directory.Exists(path) && !File.Exists(file)) throw new ReportException($"{path}: holds no {Name}; expected the folder that a run wrote.");
        var bytes = RegularFile.ReadUtf8(file, Kind);
        try
        {
            CheckVersion(bytes, file);
            var record = JsonSerializer.Deserialize(bytes.Span, RunRecordJson.Default.RunRecord)!;
            Check(record, file);
            return record;
        }
        catch (JsonException e)
        {
            throw new ReportException($"{JsonFault.Describe(file, bytes.Span, "is not the record of a run", e)}.", e);
        }
    }

    private static string InFolder(string path) => Directory.Exists(path) ? Path.Combine(path, Name) : path;

    /// <summary>First of all, since another version may have any other member.</summary>
    private static void CheckVersion(ReadOnlyMemory<byte> utf8, string file)
    {
        using var document = JsonDocument.Parse(utf8, JsonFault.Strict);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("version", out var version))
            throw new ReportException($"{file}: has no 'version'; expected the record of a run, an object whose version is {RunRecord.CurrentVersion}.");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != RunRecord.CurrentVersion)
            throw new ReportException($"{file}: has the version {version.GetRawText()}; this version of PromptGen reads version {RunRecord.CurrentVersion}.");
    }

    private static void Check(RunRecord record, string file)
    {
        if (RunRecordChecks.Problems(record).ToList() is { Count: > 0 } problems)
            throw new ReportException([.. problems.Select(problem => $"{file}: {problem}")]);
    }
}
