namespace PromptGen.Reports;

/// <summary>A text file that is either whole or not there: it is written under a temporary name beside its place and moved.</summary>
internal static class WholeFile
{
    /// <exception cref="ReportException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(temporary, text);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"{path}: cannot be written ({e.Message}); what was there is unchanged.", e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }
}
