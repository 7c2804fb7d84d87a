using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Tests.Mutations;

/// <summary>Alone in the process, so that its processor time is this test's.</summary>
[CollectionDefinition(nameof(MutationTests), DisableParallelization = true)]
public class MutationCollection;

/// <summary>Damaged schemas: each compiles without a warning, or is explained at a place inside its files.</summary>
[Collection(nameof(MutationTests))]
public class MutationTests
{
    private const int Seed = 20260, Count = 1000;

    [Fact]
    public async Task A_damaged_schema_compiles_without_a_warning_or_is_explained()
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var current = "the making of mutants";
        var run = Task.Run(() => Run(mutant => current = mutant.ToString()));
        // Many times what it takes on a busy machine.
        if (await Task.WhenAny(run, Task.Delay(TimeSpan.FromMinutes(8))) != run) Assert.Fail($"It hangs at {current}");
        var (explained, compiled, faults) = await run;
        var taken = Process.GetCurrentProcess().TotalProcessorTime - before;

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n\n{string.Join("\n\n", faults)}");
        Assert.Equal(Count, explained + compiled);
        Assert.True(explained > Count / 3 && compiled > Count / 10, $"{explained} explained, {compiled} compiled");
        // Processor time, because the machine may have other work; that of all threads together is more than what a clock shows on a quiet one.
        Assert.True(taken < TimeSpan.FromSeconds(60), $"{Count} mutants took {taken.TotalSeconds:0.0} s of processor time");
    }

    [Fact]
    public void Every_kind_of_damage_is_done() =>
        Assert.Empty(Mutant.AllOperations.Except(Mutant.From(Seed, Count).SelectMany(mutant => mutant.Operations)));

    private static (int Explained, int Compiled, List<string> Faults) Run(Action<Mutant> began)
    {
        int explained = 0, compiled = 0;
        var faults = new List<string>();
        var code = new Dictionary<string, (string Namespace, Mutant Mutant)>();
        foreach (var mutant in Mutant.From(Seed, Count))
        {
            began(mutant);
            var ns = $"Mutant{explained + compiled}";
            var files = new[] { (Path: mutant.Schema, mutant.Text) }.Concat(Toys.Bases(mutant.Schema).Select(Toys.Read)).ToList();
            var sources = EncoderSources.From([new(mutant.Schema, mutant.Text)], files.Skip(1).Select(file => KeyValuePair.Create(file.Path, file.Text)), ns);

            faults.AddRange(sources.Diagnostics.Where(found => !Lies(found, files) || found.Id == "PGEN901").Select(found => $"{Generation.Printed(found)}\n{mutant}"));
            var isWrong = sources.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error);
            if (isWrong) explained++;
            else compiled++;
            if (sources.Files.Count != (isWrong ? 0 : 1)) faults.Add($"{sources.Files.Count} files\n{mutant}");
            // Equal code in another namespace compiles alike.
            foreach (var file in sources.Files) code.TryAdd(file.Value.Replace(ns, "Mutant"), (ns, mutant));
        }
        return (explained, compiled, [.. faults, .. Uncompiled(code)]);
    }

    /// <summary>Whether the place of a diagnostic is one of its file.</summary>
    private static bool Lies(Diagnostic found, List<(string Path, string Text)> files)
    {
        var span = found.Location.GetLineSpan();
        var lines = files.Single(file => file.Path == span.Path).Text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        return new[] { span.StartLinePosition, span.EndLinePosition }.All(place => place.Line < lines.Length && place.Character <= lines[place.Line].Length);
    }

    // One compilation of all, each in a namespace of its own.
    private static IEnumerable<string> Uncompiled(Dictionary<string, (string Namespace, Mutant Mutant)> code)
    {
        var empty = Generation.Compile("");
        var options = (CSharpParseOptions)empty.SyntaxTrees[0].Options;
        var compilation = empty.AddSyntaxTrees(code.Select(file => CSharpSyntaxTree.ParseText(file.Key.Replace("Mutant", file.Value.Namespace), options, file.Value.Namespace)));
        var mutants = code.Values.ToDictionary(file => file.Namespace, file => file.Mutant);
        return compilation.GetDiagnostics()
            .Where(found => found.Severity >= DiagnosticSeverity.Warning)
            .GroupBy(found => found.Location.GetLineSpan().Path)
            .Select(group => $"{string.Join("\n", group.Select(Generation.Printed))}\n{mutants[group.Key]}");
    }
}
