using System.Text;
using PromptGen.Files;

namespace PromptGen.Reports;

/// <summary>Writes the text files of reports, and only over files that reports wrote.</summary>
internal static class ReportOutput
{
    /// <summary>Writes a file as a whole; missing folders are made.</summary>
    /// <exception cref="ReportException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"{path}: cannot be written ({e.Message}); what was there is unchanged.", e);
        }
    }

    /// <summary>Checks that a file is not there, is a pipe or device, or is one that may be replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What may be replaced, for errors.</param>
    /// <param name="isOwn">Whether the file's content is that.</param>
    /// <exception cref="ReportException">It is something else.</exception>
    public static void Check(string path, string expected, Func<string, bool> isOwn)
    {
        try
        {
            // Of a pipe or device nothing can be lost, and to read from it could wait forever.
            if (!WholeFile.Replaces(path) || isOwn(path)) return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"{path}: is there and cannot be read ({e.Message}); choose another file, nothing was changed.", e);
        }
        throw new ReportException($"{path}: is there and is no {expected} of PromptGen; choose another file, nothing was changed.");
    }
}
