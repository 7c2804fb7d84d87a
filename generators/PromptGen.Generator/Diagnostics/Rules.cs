using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PromptGen.Generator.Diagnostics;

/// <summary>Every diagnostic: hundreds are the stage, no number is used twice. Each has a section in <c>schemas/README.md</c>.</summary>
internal static class Rules
{
    private const string Category = "PromptGen.Schema";

    /// <summary>Where each diagnostic has a section: as the repository sees it, since it has no public address yet.</summary>
    internal const string HelpPage = "schemas/README.md";

    // 0xx: files and JSON
    public static readonly DiagnosticDescriptor Unreadable = Rule("PGEN001", "A schema cannot be read",
        "The schema '{0}' cannot be read; expected a text file in UTF-8");

    public static readonly DiagnosticDescriptor NotJson = Rule("PGEN002", "A schema is not JSON",
        "Not JSON: {0}");

    public static readonly DiagnosticDescriptor DuplicateName = Rule("PGEN003", "A name occurs twice in an object",
        "The name '{0}' occurs twice in this object; only one can count");

    public static readonly DiagnosticDescriptor BaseNotFound = Rule("PGEN004", "A base schema is not there",
        "The base schema '{0}' is not among the schemas of this project; {1}");

    public static readonly DiagnosticDescriptor ExtendsCycle = Rule("PGEN005", "A schema extends itself",
        "This schema extends itself by way of {0}; a base must stand on its own");

    public static readonly DiagnosticDescriptor AmbiguousBase = Rule("PGEN006", "Several schemas have the name of a base",
        "Several schemas are called '{0}'; write the path of the one that is meant: {1}");

    public static readonly DiagnosticDescriptor UnknownRole = Rule("PGEN007", "A role that does not exist",
        "'{0}' is not a role of a PromptGenSchema item; {1}");

    public static readonly DiagnosticDescriptor NoItem = Rule("PGEN008", "A schema without an item of its own",
        "This looks like a schema, and is an AdditionalFiles item, which gives no encoder; write <PromptGenSchema Include=\"…\" /> in its place", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TooLarge = Rule("PGEN009", "A schema is too large",
        "This file has {0}; at most {1} are read");

    public static readonly DiagnosticDescriptor TooMany = Rule("PGEN010", "More problems than are shown",
        "There are more than {0} problems; the others are shown when these are cured");

    public static readonly DiagnosticDescriptor HiddenCharacter = Rule("PGEN011", "A character that cannot be seen",
        "'{0}' holds {1}, a character that cannot be seen or that turns the text around it; leave it out");

    // 1xx: vocabulary
    public static readonly DiagnosticDescriptor UnknownProperty = Rule("PGEN101", "Unknown property",
        "'{0}' is not a property of {1}; {2}");

    public static readonly DiagnosticDescriptor WrongType = Rule("PGEN102", "Wrong type of value",
        "'{0}' is {1}; expected {2}");

    public static readonly DiagnosticDescriptor UnknownWord = Rule("PGEN103", "Unknown word",
        "'{0}' is not {1}; {2}");

    public static readonly DiagnosticDescriptor MissingProperty = Rule("PGEN104", "Missing property",
        "'{0}' is missing: {1} needs it");

    public static readonly DiagnosticDescriptor UnknownReference = Rule("PGEN105", "A name stands for nothing",
        "'{0}' is not {1}; {2}");

    public static readonly DiagnosticDescriptor IllegalName = Rule("PGEN106", "Not a name",
        "'{0}' cannot name {1}; a name is {2}");

    public static readonly DiagnosticDescriptor NothingToRemove = Rule("PGEN107", "null removes nothing",
        "null removes an inherited '{0}', and there is none; leave the line out");

    public static readonly DiagnosticDescriptor WrongOrder = Rule("PGEN108", "An order does not name every block once",
        "The order {0} '{1}'; it names each of the blocks {2} once");

    public static readonly DiagnosticDescriptor AttentionCount = Rule("PGEN109", "A layer without exactly one attention",
        "The layer kind '{0}' has {1} attention blocks; it needs exactly one, which the prefix goes to");

    public static readonly DiagnosticDescriptor PartNeeded = Rule("PGEN110", "A part that another needs is absent",
        "{0} needs {1}, which this schema does not have; {2}");

    public static readonly DiagnosticDescriptor Unused = Rule("PGEN111", "A definition that nothing uses",
        "Nothing uses the {0} '{1}'; remove it, or refer to it where it belongs", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor Repeated = Rule("PGEN112", "A value occurs twice in a list",
        "'{0}' occurs twice in '{1}'; leave one out");

    public static readonly DiagnosticDescriptor OtherModules = Rule("PGEN113", "Layer kinds differ in their modules",
        "The layer kind '{0}' has other modules than '{1}'; kinds of one stack differ in 'visible', 'window' and 'rotary' alone");

    public static readonly DiagnosticDescriptor NotAnAddress = Rule("PGEN114", "Not a web address",
        "'{0}' is '{1}', which is no web address; expected one that begins with 'https://'");

    public static readonly DiagnosticDescriptor HeadInputAbsent = Rule("PGEN115", "A head reads what the encoder does not give",
        "{0} reads {1}, which this encoder does not give: it has no {2}; {3}");

    public static readonly DiagnosticDescriptor HeadMisfit = Rule("PGEN116", "A head does not fit its task",
        "A head for '{0}' has {1}; {2}");

    public static readonly DiagnosticDescriptor WordTable = Rule("PGEN117", "Not exactly one table of words",
        "An encoder has one table indexed by ids, which is always there, and here {0}; {1}");

    public static readonly DiagnosticDescriptor NoTurns = Rule("PGEN118", "A pattern in which kinds take no turns",
        "With {0} all layers are of the kind '{1}'; write \"pattern\": \"{1}\", or {2}");

    public static readonly DiagnosticDescriptor TwicePositioned = Rule("PGEN119", "Tokens get their positions twice",
        "'rotary' turns by positions, and the table '{0}' adds vectors for them; remove one, unless the published encoder has both", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnreadPositions = Rule("PGEN120", "Positions that nothing reads",
        "Tokens are numbered, and neither a table nor 'rotary' reads the numbers; add what does, or remove 'positions'", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TwiceBiased = Rule("PGEN121", "Two biases on one projection",
        "The bias '{0}' is added to a projection that has its own; give '{1}' \"bias\": false, unless the checkpoint has both", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SameKey = Rule("PGEN122", "Two definitions read one key",
        "The key '{0}' of config.json is already that of {1}; refer to that, or give this its own key");

    public static readonly DiagnosticDescriptor NothingToChoose = Rule("PGEN123", "An option without a choice",
        "The option '{0}' has {1}; list every value that config.json may have, or put what is always so under 'fixed'");

    public static readonly DiagnosticDescriptor SameForm = Rule("PGEN124", "A form of a head occurs twice",
        "The form '{0}' is that of '{1}' again; remove one, or change what differs", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor Excluded = Rule("PGEN125", "Two parts exclude each other",
        "'{0}' is beside {1}, which excludes it; expected {2}");

    public static readonly DiagnosticDescriptor ConvolutionSees = Rule("PGEN126", "A convolution reads what attention hides",
        "The convolution reads {0}, which attention hides from tokens; {1}, unless the published encoder does so too", DiagnosticSeverity.Warning);

    // 2xx: sizes and presets
    public static readonly DiagnosticDescriptor NotDivisible = Rule("PGEN201", "A division leaves a rest",
        "{0} has {1}, which {2} does not divide");

    public static readonly DiagnosticDescriptor ParameterCount = Rule("PGEN202", "A parameter count is wrong",
        "Preset '{0}' has {1} parameters by its sizes, not {2}");

    public static readonly DiagnosticDescriptor PresetIncomplete = Rule("PGEN203", "A preset lacks a size or an option",
        "Preset '{0}' lacks '{1}', which has no default");

    public static readonly DiagnosticDescriptor PresetUnknownSize = Rule("PGEN204", "A preset gives what no config.json holds",
        "Preset '{0}' gives '{1}', which {2}; {3}");

    public static readonly DiagnosticDescriptor OutOfRange = Rule("PGEN205", "A number out of range",
        "'{0}' is {1}; expected {2}");

    public static readonly DiagnosticDescriptor SizeCycle = Rule("PGEN206", "A size follows from itself",
        "The size '{0}' follows from itself by way of {1}; give one of them a number or a key of its own");

    public static readonly DiagnosticDescriptor MayBeZero = Rule("PGEN207", "A size that may be 0 where there must be something",
        "The size '{0}' may be 0, since its default is, and '{1}' needs 1 or more; refer to another size, or give it another default");

    public static readonly DiagnosticDescriptor UnusableSize = Rule("PGEN208", "A size that no tensor can have",
        "{0} has {1}; expected a number from 1 to 2147483647");

    public static readonly DiagnosticDescriptor PublishedFigure = Rule("PGEN209", "A published figure is far from the count",
        "Preset '{0}' has {1} parameters and was published as '{2}', which is {3} % off; check its sizes, or say in a 'note' why", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor IdBeyondWords = Rule("PGEN210", "An id beyond the table of words",
        "{0} has {1}, and the id '{2}' is {3}; ids are below the number of rows");

    public static readonly DiagnosticDescriptor NoRoomForTokens = Rule("PGEN211", "No position is left for a token",
        "{0} has {1}, and positions begin at {2}, behind the padding id; give it more");

    public static readonly DiagnosticDescriptor NoSuchLayer = Rule("PGEN212", "A convolution beside a layer that is not there",
        "{0} has {1}, and a convolution beside layer {3}, counted from 0; name a layer below that number");

    public static readonly DiagnosticDescriptor EvenKernel = Rule("PGEN213", "An even convolution",
        "{0} has a convolution over {1} tokens, which is even; one that keeps the number of tokens is odd");

    public static readonly DiagnosticDescriptor NoRoomForSteps = Rule("PGEN214", "No distances are left for growing steps",
        "{0} has 'farthest' {1} and 'buckets' {2}; 'farthest' is more than a quarter of 'buckets', up to which each distance has its own");

    // 3xx: checkpoint paths
    public static readonly DiagnosticDescriptor IllegalPath = Rule("PGEN301", "Not a checkpoint path",
        "'{0}' is not a checkpoint path; {1}");

    public static readonly DiagnosticDescriptor LayerPlaceholder = Rule("PGEN302", "{layer} is missing or out of place",
        "The path '{0}' has {{layer}} {1}; {2}");

    public static readonly DiagnosticDescriptor SamePath = Rule("PGEN303", "Two modules claim one checkpoint path",
        "The path '{0}' is already that of {1}; every module has its own weights");

    public static readonly DiagnosticDescriptor RelativeHeadPath = Rule("PGEN304", "A head's path lies below the root",
        "The path '{0}' of a head is not absolute; heads lie beside the backbone: '/{0}'");

    public static readonly DiagnosticDescriptor IgnoresWeights = Rule("PGEN305", "Weights would be ignored",
        "Ignoring '{0}' would ignore the weights of {1}; name a longer path");

    public static readonly DiagnosticDescriptor OwnAlias = Rule("PGEN306", "An alias that renames nothing",
        "The alias '{0}' is the name that tensors have here; give the other name that a checkpoint uses, such as 'gamma'");

    // 4xx: emission
    public static readonly DiagnosticDescriptor SameArchitecture = Rule("PGEN401", "Two schemas give one encoder",
        "The architecture '{0}' is also that of '{1}'; each schema of a project has its own");

    public static readonly DiagnosticDescriptor SameMember = Rule("PGEN402", "Two definitions give one C# name",
        "'{0}' becomes '{1}' in C#, as {2} does; rename one of them");

    public static readonly DiagnosticDescriptor ReservedName = Rule("PGEN403", "A name that C# code cannot use here",
        "'{0}' becomes '{1}' in C#, which {2}; choose another name");

    public static readonly DiagnosticDescriptor SameModelType = Rule("PGEN404", "Two schemas answer to one model type",
        "The model type '{0}' is also that of '{1}'; a config.json must lead to one encoder");

    public static readonly DiagnosticDescriptor SameType = Rule("PGEN405", "Two schemas give one C# type",
        "The type '{0}' is also one of '{1}'; rename the architecture, or the block or layer kind that gives it");

    public static readonly DiagnosticDescriptor TakenName = Rule("PGEN406", "The project has a name already",
        "The generated code needs the name '{0}', which is {1} of this project; rename one of them, or set the property PromptGenNamespace to another namespace");

    public static readonly DiagnosticDescriptor OldLanguage = Rule("PGEN407", "The project's C# is too old",
        "The generated encoders need C# 13 or later; LangVersion is {0}; remove LangVersion from the project or from Directory.Build.props, or raise it");

    // 9xx: internal
    public static readonly DiagnosticDescriptor Internal = Rule("PGEN901", "The generator failed",
        "PromptGen failed on this schema, which is a fault of PromptGen's: {0}");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        Unreadable, NotJson, DuplicateName, BaseNotFound, ExtendsCycle, AmbiguousBase, UnknownRole, NoItem, TooLarge, TooMany, HiddenCharacter,
        UnknownProperty, WrongType, UnknownWord, MissingProperty, UnknownReference, IllegalName, NothingToRemove, WrongOrder, AttentionCount,
        PartNeeded, Unused, Repeated, OtherModules, NotAnAddress, HeadInputAbsent, HeadMisfit, WordTable, NoTurns, TwicePositioned, UnreadPositions,
        TwiceBiased, SameKey, NothingToChoose, SameForm, Excluded, ConvolutionSees,
        NotDivisible, ParameterCount, PresetIncomplete, PresetUnknownSize, OutOfRange, SizeCycle, MayBeZero,
        UnusableSize, PublishedFigure, IdBeyondWords, NoRoomForTokens, NoSuchLayer, EvenKernel, NoRoomForSteps,
        IllegalPath, LayerPlaceholder, SamePath, RelativeHeadPath, IgnoresWeights, OwnAlias,
        SameArchitecture, SameMember, ReservedName, SameModelType, SameType, TakenName, OldLanguage,
        Internal,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(rule => rule.Id);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, Category, severity, true, helpLinkUri: $"{HelpPage}#{Anchor($"{id} {title}")}");

    // As pages of Markdown name their sections: small letters, a hyphen for a space, no other signs.
    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
}
