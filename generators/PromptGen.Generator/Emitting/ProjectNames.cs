using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>What the project's own code calls things, as far as generated code is concerned.</summary>
/// <param name="Hidden">Names of <see cref="UsedNames"/> that mean something else in the namespace of the generated code.</param>
/// <param name="Extensions">Extension methods of <see cref="UsedNames"/> that another in that namespace goes before.</param>
/// <param name="Taken">Names that generated types would have too, or their namespace.</param>
internal sealed record ProjectNames(EquatableArray<string> Hidden, EquatableArray<string> Extensions, EquatableArray<TakenName> Taken)
{
    /// <summary>Where there is no project.</summary>
    public static readonly ProjectNames None = new([], [], []);

    /// <param name="compilation">The project.</param>
    /// <param name="ns">The namespace of the generated code.</param>
    /// <param name="types">What will be generated in it.</param>
    public static ProjectNames Of(Compilation compilation, string ns, IEnumerable<string> types)
    {
        var own = Find(compilation.Assembly.GlobalNamespace, ns, out var taken);
        // Those of references count too: they hide a name as well.
        var all = Find(compilation.GlobalNamespace, ns, out _);
        return new ProjectNames(
            all is null ? [] : Hiding(all).OrderBy(name => name, System.StringComparer.Ordinal).ToEquatable(),
            all is null ? [] : UsedNames.Extensions.Keys.Where(name => Extends(compilation, all, name)).ToEquatable(),
            own is null ? taken : types.Distinct().SelectMany(own.GetMembers).Where(IsPlain).Select(member => new TakenName(ns + "." + member.Name, What(member), member.Name)).Distinct().ToEquatable());
    }

    private static IEnumerable<string> Hiding(INamespaceSymbol ns) => UsedNames.Types.Keys.Concat(UsedNames.Functions.Keys).Distinct()
        .Where(name => ns.GetMembers(name).Any() || ns.GetMembers(name + UsedNames.AttributeSuffix).Any());

    // The compiler knows at once whether a name is declared anywhere, and looks through all types only then.
    private static bool Extends(Compilation compilation, INamespaceSymbol ns, string method) => compilation.ContainsSymbolsWithName(method, SymbolFilter.Member)
        && ns.GetTypeMembers().Any(type => type is { IsStatic: true, MightContainExtensionMethods: true } && type.GetMembers(method).Any());

    // A type of the name that a namespace wants is in its way.
    private static INamespaceSymbol? Find(INamespaceSymbol root, string ns, out EquatableArray<TakenName> taken)
    {
        taken = [];
        INamespaceSymbol? found = root;
        var path = "";
        foreach (var part in ns.Split('.').Select(part => part.TrimStart('@')))
        {
            path = path.Length == 0 ? part : path + "." + part;
            if (found.GetTypeMembers(part, 0).Any())
            {
                taken = [new TakenName(path, "a type", null)];
                return null;
            }
            found = found.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
            if (found is null) return null;
        }
        return found;
    }

    private static bool IsPlain(INamespaceOrTypeSymbol symbol) => symbol is not INamedTypeSymbol { Arity: > 0 };

    private static string What(INamespaceOrTypeSymbol symbol) => symbol.IsNamespace ? "a namespace" : "a type";
}

/// <summary>A name that the project has already.</summary>
/// <param name="Name">In full.</param>
/// <param name="What">What it names.</param>
/// <param name="Type">The generated type that would be called so; null where the namespace of all would.</param>
internal sealed record TakenName(string Name, string What, string? Type);
