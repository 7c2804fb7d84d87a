using Xunit;

namespace PromptGen.Tests;

/// <summary>A test on data that may not be part of the repository; skipped, visibly, where the data is not there.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="path">What the test reads, below the shared folder.</param>
    public SharedFactAttribute(string path)
    {
        if (!Path.Exists(SharedFolder.At(path))) Skip = $"There is no {path} in the folder 'shared' beside the repository.";
    }
}
