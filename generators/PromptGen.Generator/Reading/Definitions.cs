using System.Collections.Generic;
using System.Linq;

namespace PromptGen.Generator.Reading;

/// <summary>The names of one kind that a schema defines, and which of them something uses.</summary>
/// <param name="what">What a message calls one, such as <c>a size</c>.</param>
internal sealed class Definitions(string what)
{
    private readonly Dictionary<string, Place> places = [];
    private readonly HashSet<string> used = [];

    public string What => what;

    public IEnumerable<string> Names => places.Keys;

    public void Define(string name, Place place) => places[name] = place;

    public bool Use(string name)
    {
        used.Add(name);
        return places.ContainsKey(name);
    }

    public IEnumerable<KeyValuePair<string, Place>> Unused => places.Where(definition => !used.Contains(definition.Key));
}
