using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PromptGen.Generator.Diagnostics;

/// <summary>Every diagnostic: hundreds are the stage, no number is used twice. Each has a section in <c>schemas/README.md</c>.</summary>
internal static class Rules
{
    private const string Category = "PromptGen.Schema";

    // 0xx: files and JSON
    public static readonly DiagnosticDescriptor Unreadable = new("PGEN001", "A schema cannot be read",
        "The schema '{0}' cannot be read; expected a text file in UTF-8", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NotJson = new("PGEN002", "A schema is not JSON",
        "Not JSON: {0}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor DuplicateName = new("PGEN003", "A name occurs twice in an object",
        "The name '{0}' occurs twice in this object; only one can count", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor BaseNotFound = new("PGEN004", "A base schema is not there",
        "The base schema '{0}' is not among the schemas of this project; {1}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor ExtendsCycle = new("PGEN005", "A schema extends itself",
        "This schema extends itself by way of {0}; a base must stand on its own", Category, DiagnosticSeverity.Error, true);

    // 1xx: vocabulary
    public static readonly DiagnosticDescriptor UnknownProperty = new("PGEN101", "Unknown property",
        "'{0}' is not a property of {1}; {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor WrongType = new("PGEN102", "Wrong type of value",
        "'{0}' is {1}; expected {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnknownWord = new("PGEN103", "Unknown word",
        "'{0}' is not {1}; {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor MissingProperty = new("PGEN104", "Missing property",
        "'{0}' is missing: {1} needs it", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnknownReference = new("PGEN105", "A name stands for nothing",
        "'{0}' is not {1}; {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor IllegalName = new("PGEN106", "Not a name",
        "'{0}' cannot name {1}; a name is {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NothingToRemove = new("PGEN107", "null removes nothing",
        "null removes '{0}' of the base schema, and there is none; leave the line out", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor WrongOrder = new("PGEN108", "An order does not name every block once",
        "The order {0} '{1}'; it names each of the blocks {2} once", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor AttentionCount = new("PGEN109", "A layer without exactly one attention",
        "The layer kind '{0}' has {1} attention blocks; it needs exactly one, which the prefix goes to", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor PartNeeded = new("PGEN110", "A part that another needs is absent",
        "{0} needs {1}, which this schema does not have; {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Unused = new("PGEN111", "A definition that nothing uses",
        "Nothing uses the {0} '{1}'; remove it, or refer to it where it belongs", Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor Repeated = new("PGEN112", "A value occurs twice in a list",
        "'{0}' occurs twice in '{1}'; leave one out", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor OtherModules = new("PGEN113", "Layer kinds differ in their modules",
        "The layer kind '{0}' has other modules than '{1}'; kinds of one stack differ in 'visible', 'window' and 'rotary' alone", Category, DiagnosticSeverity.Error, true);

    // 2xx: sizes and presets
    public static readonly DiagnosticDescriptor NotDivisible = new("PGEN201", "A division leaves a rest",
        "Preset '{0}' has {1}, which {2} does not divide", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor ParameterCount = new("PGEN202", "A parameter count is wrong",
        "Preset '{0}' has {1} parameters by its sizes, not {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor PresetIncomplete = new("PGEN203", "A preset lacks a size or an option",
        "Preset '{0}' lacks '{1}', which has no default", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor PresetUnknownSize = new("PGEN204", "A preset gives what no config.json holds",
        "Preset '{0}' gives '{1}', which {2}; {3}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor OutOfRange = new("PGEN205", "A number out of range",
        "'{0}' is {1}; expected {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor SizeCycle = new("PGEN206", "A size follows from itself",
        "The size '{0}' follows from itself by way of {1}; give one of them a number or a key of its own", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor MayBeZero = new("PGEN207", "A size that may be 0 where there must be something",
        "The size '{0}' may be 0, since its default is, and '{1}' needs 1 or more; refer to another size, or give it another default", Category, DiagnosticSeverity.Error, true);

    // 3xx: checkpoint paths
    public static readonly DiagnosticDescriptor IllegalPath = new("PGEN301", "Not a checkpoint path",
        "'{0}' is not a checkpoint path; {1}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor LayerPlaceholder = new("PGEN302", "{layer} is missing or out of place",
        "The path '{0}' has {{layer}} {1}; {2}", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor SamePath = new("PGEN303", "Two modules claim one checkpoint path",
        "The path '{0}' is already that of {1}; every module has its own weights", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor RelativeHeadPath = new("PGEN304", "A head's path lies below the root",
        "The path '{0}' of a head is not absolute; heads lie beside the backbone: '/{0}'", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor IgnoresWeights = new("PGEN305", "Weights would be ignored",
        "Ignoring '{0}' would ignore the weights of {1}; name a longer path", Category, DiagnosticSeverity.Error, true);

    // 4xx: emission
    public static readonly DiagnosticDescriptor SameArchitecture = new("PGEN401", "Two schemas give one encoder",
        "The architecture '{0}' is also that of '{1}'; each schema of a project has its own", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor SameMember = new("PGEN402", "Two definitions give one C# name",
        "'{0}' becomes '{1}' in C#, as {2} does; rename one of them", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor ReservedName = new("PGEN403", "A name that C# code cannot use here",
        "'{0}' becomes '{1}' in C#, which {2}; choose another name", Category, DiagnosticSeverity.Error, true);

    // 9xx: internal
    public static readonly DiagnosticDescriptor Internal = new("PGEN901", "The generator failed",
        "PromptGen failed on this schema, which is a fault of PromptGen's: {0}", Category, DiagnosticSeverity.Error, true);

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        Unreadable, NotJson, DuplicateName, BaseNotFound, ExtendsCycle,
        UnknownProperty, WrongType, UnknownWord, MissingProperty, UnknownReference, IllegalName, NothingToRemove, WrongOrder, AttentionCount,
        PartNeeded, Unused, Repeated, OtherModules,
        NotDivisible, ParameterCount, PresetIncomplete, PresetUnknownSize, OutOfRange, SizeCycle, MayBeZero,
        IllegalPath, LayerPlaceholder, SamePath, RelativeHeadPath, IgnoresWeights,
        SameArchitecture, SameMember, ReservedName,
        Internal,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(rule => rule.Id);

    public static DiagnosticDescriptor Of(string id) => ById[id];
}
