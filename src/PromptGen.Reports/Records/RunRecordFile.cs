using System.Text.Json;

namespace PromptGen.Reports;

/// <summary><c>run.json</c>: the record of a run, beside its adapter.</summary>
public static class RunRecordFile
{
    /// <summary>What the file is called in a run's folder.</summary>
    public const string Name = "run.json";

    /// <summary>Writes a record; a file that is there is replaced as a whole.</summary>
    /// <param name="path">The file, or a folder that is there and gets a <c>run.json</c>.</param>
    /// <param name="record">What is written.</param>
    /// <exception cref="ReportException">The record contradicts itself, or the file cannot be written.</exception>
    public static void Write(string path, RunRecord record)
    {
        var file = InFolder(path);
        Check(record, file);
        WholeFile.Write(file, JsonSerializer.Serialize(record, RunRecordJson.Default.RunRecord) + "\n");
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file, or the folder with a <c>run.json</c>.</param>
    /// <exception cref="ReportException">It cannot be read, is not a record of this version, or contradicts itself.</exception>
    public static RunRecord Read(string path)
    {
        var file = InFolder(path);
        try
        {
            var bytes = File.ReadAllBytes(file);
            CheckVersion(bytes, file);
            var record = JsonSerializer.Deserialize(bytes, RunRecordJson.Default.RunRecord)!;
            Check(record, file);
            return record;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ReportException(Directory.Exists(path)
                ? $"{path}: holds no {Name}; expected the folder that a run wrote."
                : $"{path}: is not there; expected a run's {Name}, or the folder that holds it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"{file}: cannot be read ({e.Message}).", e);
        }
        catch (JsonException e)
        {
            // Not every message has the place, so it is taken off those that have it.
            var place = e.Path is null ? "" : $" (at {e.Path})";
            throw new ReportException($"{file}({e.LineNumber + 1},{e.BytePositionInLine + 1}): is not the record of a run: {e.Message.Split(" Path: ")[0]}{place}", e);
        }
    }

    private static string InFolder(string path) => Directory.Exists(path) ? Path.Combine(path, Name) : path;

    /// <summary>First of all, since another version may have any other member.</summary>
    private static void CheckVersion(byte[] utf8, string file)
    {
        using var document = JsonDocument.Parse(utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("version", out var version))
            throw new ReportException($"{file}: has no 'version'; expected the record of a run, an object whose version is {RunRecord.CurrentVersion}.");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != RunRecord.CurrentVersion)
            throw new ReportException($"{file}: has the version {version.GetRawText()}; this version of PromptGen reads version {RunRecord.CurrentVersion}.");
    }

    private static void Check(RunRecord record, string file)
    {
        if (RunRecordChecks.Problems(record).ToList() is { Count: > 0 } problems)
            throw new ReportException($"{file}: {string.Join($"\n{file}: ", problems)}");
    }
}
