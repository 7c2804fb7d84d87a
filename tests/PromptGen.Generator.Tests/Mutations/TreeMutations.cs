using System.Globalization;
using PromptGen.Generator.Reading;
using static PromptGen.Generator.Tests.Mutations.JsonTree;

namespace PromptGen.Generator.Tests.Mutations;

/// <summary>Damage to the values of a schema: what stays JSON, whatever else it is.</summary>
internal sealed class TreeMutations(Random random, IReadOnlyList<JsonTree> schemas)
{
    private static readonly string[] AllWords = [.. Words.Tables.SelectMany(words => words.All).Distinct()];

    private static readonly string[] AllProperties = [.. SchemaReader.Nouns.SelectMany(noun => noun.Properties).Distinct()];

    private static readonly string[] Foreign = ["é", "字", "𝔛", "\u202e", "\u0000", "\ufeff", "\uffff", "\"\"\"", "<", "&", "\n", "{layer}", "/", ".", "-"];

    /// <summary>What it does to a tree, by name; false: there was nothing to do it to. Damage that is hard to see stands twice.</summary>
    public IReadOnlyList<(string Name, Func<JsonTree, bool> Apply)> All => [.. Coarse, .. Fine, .. Fine];

    private (string Name, Func<JsonTree, bool> Apply)[] Coarse =>
    [
        ("delete an item", DeleteItem),
        ("duplicate a member", Duplicate),
        ("copy a member under another name", CopyMember),
        ("repeat an item", RepeatItem),
        ("misspell a name", Misspell),
        ("give a name of the language", RenameToProperty),
        ("give a value another type", Retype),
        ("swap two values", Swap),
        ("swap two members", SwapMembers),
        ("nest a value", Nest),
        ("unnest a value", Unnest),
        ("nest a value deeply", NestDeeply),
        ("give a huge number", HugeNumber),
        ("put foreign letters into a text", ForeignText),
        ("put foreign letters into a name", ForeignName),
        ("give null", Null),
        ("empty a value", Empty),
    ];

    private (string Name, Func<JsonTree, bool> Apply)[] Fine =>
    [
        ("delete a member", Delete),
        ("rename a definition everywhere", RenameDefinition),
        ("give a value of its like in another schema", Transplant),
        ("give another word of the language", OtherWord),
        ("refer to another definition", OtherReference),
        ("give another number", OtherNumber),
        ("put a number for a size", NumberForSize),
        ("put members into another order", Reorder),
        ("change the end of a text", Rename),
    ];

    private T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private bool On<T>(IEnumerable<T> candidates, Action<T> change)
    {
        var all = candidates.ToList();
        if (all.Count == 0) return false;
        change(Any(all));
        return true;
    }

    private static IEnumerable<JsonTree> Objects(JsonTree tree) => tree.All.Where(node => node.Members is { Count: > 0 });

    private static IEnumerable<JsonTree> Lists(JsonTree tree) => tree.All.Where(node => node.Items is { Count: > 0 });

    private static IEnumerable<JsonTree> Values(JsonTree tree) => tree.All.Skip(1);

    private static IEnumerable<JsonTree> Texts(JsonTree tree) => tree.All.Where(node => node.AsText is not null);

    private static IEnumerable<JsonTree> Numbers(JsonTree tree) => tree.All.Where(node => node.IsNumber);

    // Every member counts alike, wherever it stands.
    private bool OnMember(JsonTree tree, Action<JsonTree, int> change) =>
        On(Objects(tree).SelectMany(node => Enumerable.Range(0, node.Members!.Count).Select(at => (node, at))), place => change(place.node, place.at));

    private bool Delete(JsonTree tree) => OnMember(tree, (node, at) => node.Members!.RemoveAt(at));

    private bool DeleteItem(JsonTree tree) => On(Lists(tree), list => list.Items!.RemoveAt(random.Next(list.Items.Count)));

    private bool Duplicate(JsonTree tree) => OnMember(tree, (node, at) => node.Members!.Insert(random.Next(node.Members.Count + 1), node.Members[at]));

    private bool CopyMember(JsonTree tree) =>
        OnMember(tree, (node, at) => node.Members!.Insert(at + 1, new Member(node.Members[at].Name + "2", node.Members[at].Value.Copy())));

    private bool RepeatItem(JsonTree tree) => On(Lists(tree), list => list.Items!.Add(Any(list.Items).Copy()));

    private bool Misspell(JsonTree tree) => OnMember(tree, (node, at) =>
    {
        var name = node.Members![at].Name;
        var letter = random.Next(Math.Max(1, name.Length));
        var misspelt = random.Next(3) switch
        {
            0 when name.Length > 1 => name.Remove(letter, 1),
            1 when name.Length > 0 => char.ToUpperInvariant(name[0]) + name[1..],
            _ => name.Insert(letter, ((char)random.Next('a', 'z' + 1)).ToString()),
        };
        node.Members[at] = node.Members[at] with { Name = misspelt };
    });

    private bool RenameToProperty(JsonTree tree) => OnMember(tree, (node, at) => node.Members![at] = node.Members[at] with { Name = Any(AllProperties) });

    private bool RenameDefinition(JsonTree tree)
    {
        string[] maps = ["sizes", "rates", "numbers", "ids", "options", "tables", "kinds", "blocks", "presets"];
        var names = tree.All.SelectMany(node => node.Members ?? []).Where(member => maps.Contains(member.Name))
            .SelectMany(member => member.Value.Members ?? []).Select(member => member.Name).Distinct();
        string[] others = ["layer", "config", "norm", "activation", "read", "x", "string", "encoder", "functional", "embeddings", "context", "headInput", "value", "--", "class", "toString"];
        return On(names, name =>
        {
            var other = Any(others);
            foreach (var node in tree.All)
            {
                if (node.AsText == name) node.Become(Text(other));
                for (var i = 0; i < (node.Members?.Count ?? 0); i++)
                    if (node.Members![i].Name == name) node.Members[i] = node.Members[i] with { Name = other };
            }
        });
    }

    private bool Retype(JsonTree tree) => On(Values(tree), node => node.Become(random.Next(9) switch
    {
        0 => Literal("true"),
        1 => Literal("false"),
        2 => Literal("1.5"),
        3 => Literal("3"),
        4 => Text("hiddenSize"),
        5 => Text(Any(AllWords)),
        6 => Array(node.Copy()),
        7 => Object(),
        _ => Object(new Member("option", Text("activation"))),
    }));

    private bool Transplant(JsonTree tree) => OnMember(tree, (node, at) =>
    {
        var name = node.Members![at].Name;
        var likes = schemas.SelectMany(schema => schema.All).SelectMany(other => other.Members ?? []).Where(member => member.Name == name).ToList();
        node.Members[at] = new Member(name, likes.Count == 0 ? Literal("1") : Any(likes).Value.Copy());
    });

    private bool OtherWord(JsonTree tree) => On(Texts(tree).Where(node => AllWords.Contains(node.AsText)), node =>
    {
        var table = Any([.. Words.Tables.Where(words => words.All.Contains(node.AsText))]);
        node.Become(Text(Any([.. table.All])));
    });

    private bool OtherReference(JsonTree tree)
    {
        var names = tree.All.SelectMany(node => node.Members ?? []).Where(member => member.Name is "sizes" or "rates" or "options" or "numbers" or "kinds" or "tables")
            .SelectMany(member => member.Value.Members ?? []).Select(member => member.Name).Distinct().ToList();
        return On(Texts(tree).Where(node => names.Contains(node.AsText!)), node => node.Become(Text(Any(names))));
    }

    private bool Swap(JsonTree tree) => On(Values(tree), one => On(Values(tree).Where(other => !other.All.Contains(one) && !one.All.Contains(other)), other =>
    {
        var kept = one.Copy();
        one.Become(other.Copy());
        other.Become(kept);
    }));

    private bool SwapMembers(JsonTree tree) => On(Objects(tree), node =>
    {
        int one = random.Next(node.Members!.Count), other = random.Next(node.Members.Count);
        (node.Members[one], node.Members[other]) = (
            node.Members[one] with { Value = node.Members[other].Value }, node.Members[other] with { Value = node.Members[one].Value });
    });

    private bool Nest(JsonTree tree) => On(Values(tree), node => node.Become(random.Next(2) == 0 ? Array(node.Copy()) : Object(new Member(Any(AllProperties), node.Copy()))));

    private bool Unnest(JsonTree tree) => On(Values(tree).Where(node => node.Children.Any()), node => node.Become(Any([.. node.Children]).Copy()));

    private bool NestDeeply(JsonTree tree) => On(Values(tree), node =>
    {
        var nested = node.Copy();
        for (var depth = random.Next(20, 400); depth > 0; depth--) nested = Array(nested);
        node.Become(nested);
    });

    private bool OtherNumber(JsonTree tree) => On(Numbers(tree), node => node.Become(Literal(Any(["0", "-0", "1", "2", "3", "7", "12", "0.5", "1e-5", "1e3", "-1"]))));

    private bool HugeNumber(JsonTree tree) => On(Numbers(tree), node => node.Become(Literal(Any(
    [
        "2147483647", "2147483648", "9223372036854775807", "99999999999999999999999999", "1e308", "1e999", "-2147483648", "1" + new string('0', 500),
    ]))));

    private bool NumberForSize(JsonTree tree)
    {
        var sizes = tree.All.SelectMany(node => node.Members ?? []).Where(member => member.Name == "sizes").SelectMany(member => member.Value.Members ?? []).Select(member => member.Name).ToList();
        return On(Texts(tree).Where(node => sizes.Contains(node.AsText!)), node =>
            node.Become(Literal(Any([random.Next(1, 65).ToString(CultureInfo.InvariantCulture), "768", "2147483647"]))));
    }

    private bool ForeignText(JsonTree tree) => On(Texts(tree), node => node.Become(Text(node.AsText!.Insert(random.Next(node.AsText!.Length + 1), Any(Foreign)))));

    private bool ForeignName(JsonTree tree) => OnMember(tree, (node, at) =>
        node.Members![at] = node.Members[at] with { Name = node.Members[at].Name.Insert(random.Next(node.Members[at].Name.Length + 1), Any(Foreign)) });

    private bool Reorder(JsonTree tree) => On(Objects(tree), node => node.Members!.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name)));

    private bool Rename(JsonTree tree) => On(Texts(tree).Where(node => !AllWords.Contains(node.AsText)), node => node.Become(Text(node.AsText + random.Next(10))));

    private bool Null(JsonTree tree) => On(Values(tree), node => node.Become(Literal("null")));

    private bool Empty(JsonTree tree) => On(Values(tree), node => node.Become(node.Members is not null ? Object() : node.Items is not null ? Array() : Text("")));
}
