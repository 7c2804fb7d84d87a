using Microsoft.CodeAnalysis;

namespace PromptGen.Generator.Tests;

/// <summary>Generated code compiles, with every warning an error and documentation checked.</summary>
public class EmittedCodeTests
{
    [Theory]
    [MemberData(nameof(Toys.All), MemberType = typeof(Toys))]
    public void Emitted_code_compiles_without_a_warning(string schema)
    {
        var generation = Toys.Generate(schema);

        Assert.Empty(generation.Findings);
        Assert.Empty(generation.WithSources().GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(Generation.Printed));
    }
}
