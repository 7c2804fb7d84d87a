using Xunit;

namespace PromptGen.Testing;

/// <summary>A test on data that may not be part of the repository; skipped, visibly, where the data is not there.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="path">What the test reads, below the shared folder.</param>
    public SharedFactAttribute(string path) => Skip = SharedFolder.WhyNot(path);
}

/// <inheritdoc cref="SharedFactAttribute"/>
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <param name="path">What the test reads, below the shared folder.</param>
    public SharedTheoryAttribute(string path) => Skip = SharedFolder.WhyNot(path);
}
