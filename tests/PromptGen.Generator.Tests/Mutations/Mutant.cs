namespace PromptGen.Generator.Tests.Mutations;

/// <summary>A damaged schema.</summary>
/// <param name="Schema">The file that was damaged.</param>
/// <param name="Text">Its damaged text.</param>
/// <param name="Operations">What was done to it.</param>
internal sealed record Mutant(string Schema, string Text, IReadOnlyList<string> Operations)
{
    /// <summary>Damages all schemas in turn: the same seed gives the same mutants.</summary>
    /// <param name="count">How many.</param>
    public static IEnumerable<Mutant> From(int seed, int count)
    {
        var random = new Random(seed);
        var names = Toys.Published.Concat(Toys.Own).ToList();
        var trees = names.Select(name => JsonTree.Parse(Toys.Read(name).Text)).ToList();
        var (values, texts) = (new TreeMutations(random, trees).All, new TextMutations(random).All);
        for (var i = 0; i < count; i++)
        {
            var tree = trees[i % trees.Count].Copy();
            var operations = new List<string>();
            // Counted parameters betray most of what would otherwise reach the emitters.
            if (random.Next(3) > 0) tree.Members!.RemoveAll(member => member.Name == "presets");
            // Most have one damage, which nothing hides; some have several, or broken text.
            for (var times = random.Next(4) == 0 ? random.Next(2, 4) : 1; times > 0; times--)
            {
                var (name, apply) = values[random.Next(values.Count)];
                if (apply(tree)) operations.Add(name);
            }
            var text = tree.Write();
            if (random.Next(5) == 0)
            {
                var (name, apply) = texts[random.Next(texts.Count)];
                text = apply(text);
                operations.Add(name);
            }
            yield return new Mutant(names[i % names.Count], text, operations);
        }
    }

    /// <summary>The names of all that may be done to one.</summary>
    public static IEnumerable<string> AllOperations =>
    [
        .. new TreeMutations(new Random(0), []).All.Select(operation => operation.Name),
        .. new TextMutations(new Random(0)).All.Select(operation => operation.Name),
    ];

    public override string ToString() => $"{Schema} ({string.Join("; ", Operations)}):\n{Text}";
}
