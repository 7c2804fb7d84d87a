using System.Collections.Generic;
using System.Linq;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Emitting;

/// <summary>The config record: sizes, rates, ids, options, presets, and the way from <c>config.json</c> to it.</summary>
internal static class ConfigEmitter
{
    /// <summary>The enums whose names a property may share with its type, and nothing else may have.</summary>
    public static readonly IReadOnlyList<string> EnumTypes = [nameof(OptionKind.Activation), nameof(OptionKind.RelativeScores), nameof(OptionKind.HeadInput)];

    public static string Class(Architecture architecture)
    {
        var checks = Checks(architecture);
        return Code.Of($$"""
            /// <summary>The sizes, rates and options of {{Text.Documentation(architecture.Title)}}.</summary>
            {{SchemaRemark.Of(architecture, "sizes", "rates", "numbers", "options", "ids")}}
            public sealed record {{architecture.Name}}Config
            {
                {{Code.Paragraphs([.. Properties(architecture), .. architecture.Presets.Select(preset => PresetProperty(architecture, preset))])}}

                /// <summary>Reads a <c>config.json</c>.</summary>
                /// <param name="json">The file.</param>
                /// <exception cref="CheckpointException">A value is absent, wrong, or one that the schema does not cover.</exception>
                public static {{architecture.Name}}Config Read(ConfigJson json)
                {
                    {{Code.Lines(architecture.Fixed.Where(value => !FollowsFromSizes(value)).Select(RequiredValue))}}
                    {{Reading(architecture, checks.Length > 0 ? ".Checked(json.Source)" : "")}}
                }

                {{checks}}
            }
            """);
    }

    private static string Reading(Architecture architecture, string check)
    {
        var sizes = architecture.Fixed.Where(FollowsFromSizes).ToList();
        var config = Code.Of($$"""
            new {{architecture.Name}}Config
            {
                {{Code.Lines(Values(architecture))}}
            }
            """);
        return sizes.Count == 0 ? $"return {config}{check};" : Code.Of($"""
            var config = {config}{check};
            {Code.Lines(sizes.Select(value => value.Kinds is { } kinds ? RequiredKinds(architecture, value, kinds) : RequiredSize(value)))}
            return config;
            """);
    }

    private static bool FollowsFromSizes(FixedValue value) => value.Size is not null || value.Kinds is not null;

    private static string RequiredKinds(Architecture architecture, FixedValue value, EquatableArray<KindWord> kinds)
    {
        var pattern = architecture.Layers.Pattern;
        var word = pattern is { Every: { } every, Others: { } others }
            ? $"layer => layer % {Parts.Size(every)} == 0 ? {Word(pattern.First)} : {Word(others)}"
            : $"_ => {Word(pattern.First)}";
        return $"json.RequireForLayers({Text.Literal(value.Config)}, {Parts.Size(architecture.Layers.Count)}, {word});";

        string Word(string kind) => Text.Literal(kinds.First(known => known.Kind == kind).Word);
    }

    private static string RequiredValue(FixedValue value) => value.Members is { } members
        ? $"json.RequireMembers({Text.Literal(value.Config)}, {string.Join(", ", members.Select(Text.Literal))});"
        : value.Absent
        ? $"json.RequireAbsent({Text.Literal(value.Config)});"
        : $"json.Require({Text.Literal(value.Config)}, {Text.Literal(value.Value!)}{(value.Required ? ", required: true" : "")});";

    private static string RequiredSize(FixedValue value) =>
        $"json.RequireSize({Text.Literal(value.Config)}, config.{Text.Pascal(value.Size!)}{(value.Required ? ", required: true" : "")});";

    private static IEnumerable<string> Properties(Architecture architecture) =>
    [
        .. architecture.Sizes.Select(SizeProperty),
        .. architecture.Rates.Select(rate => rate.Default is null
            ? Property(Named(rate.Config, rate.OtherKeys), $"public required double {Text.Pascal(rate.Name)} {{ get; init; }}")
            : Property(Named(rate.Config, rate.OtherKeys), $"public double {Text.Pascal(rate.Name)} {{ get; init; }} = {Text.Double(rate.Default)};")),
        .. architecture.Ids.Select(id => id.Default is { } value
            ? Property(Named(id.Config, id.OtherKeys), $"public int {IdMember(id)} {{ get; init; }} = {Text.Number(value)};")
            : Property(Named(id.Config, id.OtherKeys), $"public required int {IdMember(id)} {{ get; init; }}")),
        .. architecture.Options.Select(option => option.Default is { } members
            ? Property(Named(option.Config, option.OtherKeys), $"public {Type(option.Kind)} {Text.Pascal(option.Name)} {{ get; init; }} = {Members(option, members)};")
            : Property(Named(option.Config, option.OtherKeys), $"public required {Type(option.Kind)} {Text.Pascal(option.Name)} {{ get; init; }}")),
    ];

    public static string IdMember(TokenId id) => Text.Pascal(id.Name) + "Id";

    private static string Type(OptionKind kind) => kind == OptionKind.Switch ? "bool" : kind.ToString();

    private static string Member(OptionKind kind, string member) => kind == OptionKind.Switch ? member : $"{kind}.{member}";

    private static string Members(Option option, EquatableArray<string> members) => string.Join(" | ", members.Select(member => Member(option.Kind, member)));

    private static string Property(string config, string declaration) => Code.Of($"""
        /// <summary>{config}</summary>
        {declaration}
        """);

    // As documentation names a key, with the others that there may be in its place.
    private static string Named(string key, EquatableArray<string> others) => string.Join(" or ", new[] { key }.Concat(others).Select(name => $"<c>{name}</c>"));

    // As the argument that names the key to read.
    private static string Key(string key, EquatableArray<string> others) =>
        others.Count == 0 ? Text.Literal(key) : $"json.Either({string.Join(", ", new[] { key }.Concat(others).Select(Text.Literal))})";

    private static string SizeProperty(Size size)
    {
        var name = Text.Pascal(size.Name);
        if (size.Config is null)
        {
            return Code.Of($"""
                /// <summary>{Written(size.Value!)}</summary>
                public int {name} => {InRecord(size.Value!)};
                """);
        }
        return size.Value switch
        {
            null => Property(Named(size.Config, size.OtherKeys), $"public required int {name} {{ get; init; }}"),
            SizeExpression.Whole { Value: 0 } => Code.Of($$"""
                /// <summary>{{Named(size.Config, size.OtherKeys)}}; 0: none.</summary>
                public int {{name}} { get; init; }
                """),
            SizeExpression.Whole whole => Property(Named(size.Config, size.OtherKeys), $"public int {name} {{ get; init; }} = {Text.Number(whole.Value)};"),
            var value => Code.Of($$"""
                /// <summary>{{Named(size.Config, size.OtherKeys)}}; where absent, {{Written(value)}}</summary>
                public int {{name}} { get => given{{name}} > 0 ? given{{name}} : {{InRecord(value)}}; init => given{{name}} = value; }
                private readonly int given{{name}};
                """),
        };
    }

    private static string InRecord(SizeExpression value) => value.Write(Text.Pascal);

    private static string Written(SizeExpression value) => value.Write(name => $"<see cref=\"{Text.Pascal(name)}\"/>");

    private static string PresetProperty(Architecture architecture, Preset preset)
    {
        var note = preset.Note is null ? "" : " " + Text.Documentation(preset.Note);
        var choices = preset.Options
            .Select(option => $"{Text.Pascal(option.Name)} = {Members(architecture.Options.First(known => known.Name == option.Name), option.Members)}")
            .Concat(preset.Rates.Select(rate => $"{Text.Pascal(rate.Name)} = {Text.Double(rate.Number)}"));
        return Code.Of($$"""
            /// <summary>{{preset.Name}}: {{Text.Grouped(preset.Exact)}} parameters (published as {{Text.Documentation(preset.Published)}}).{{note}}</summary>
            {{SchemaRemark.Of(architecture, $"presets.{preset.Name}")}}
            [PresetSizes({{PresetSizes(architecture, preset)}})]
            public static {{architecture.Name}}Config {{Text.PresetMember(preset.Name, architecture.Name)}} { get; } = new()
            {
                {{Text.Wrapped(preset.Sizes.Select(size => $"{Text.Pascal(size.Name)} = {Text.Number(size.Value)}"))}}
                {{Text.Wrapped(choices)}}
            };
            """);
    }

    private static string PresetSizes(Architecture architecture, Preset preset)
    {
        var choices = Choices.Of(architecture, preset);
        return $"Layers = {architecture.Layers.Count.Evaluate(choices.Sizes)}"
            + (PositionsEmitter.Shared(architecture, choices) is { } positions ? $", Positions = {positions}" : "");
    }

    private static IEnumerable<string> Values(Architecture architecture) =>
    [
        .. architecture.Sizes.Where(size => size.Config is not null).Select(size => $"{Text.Pascal(size.Name)} = json.Size({Key(size.Config!, size.OtherKeys)}{SizeFallback(size)}),"),
        .. architecture.Rates.Select(rate => $"{Text.Pascal(rate.Name)} = {NumberRead(architecture, rate)},"),
        .. architecture.Ids.Select(id => $"{IdMember(id)} = json.Integer({Key(id.Config, id.OtherKeys)}{(id.Default is { } value ? ", " + Text.Number(value) : "")}),"),
        .. architecture.Options.Select(OptionValue),
    ];

    private static string NumberRead(Architecture architecture, Rate rate)
    {
        var read = $"json.{(rate.What == "rate" ? "Rate" : "Number")}({Key(rate.Config, rate.OtherKeys)}{(rate.Default is null ? "" : ", " + Text.Double(rate.Default))}";
        return rate.WhenNull is { } other ? $"{read},\n    whenNull: {NumberRead(architecture, architecture.Rates.First(known => known.Name == other) with { WhenNull = null })})" : read + ")";
    }

    private static string SizeFallback(Size size) => (size.Value switch
    {
        null => "",
        SizeExpression.Whole { Value: 0 } => ", 0, least: 0",
        SizeExpression.Whole whole => ", " + Text.Number(whole.Value),
        _ => ", 0",
    }) + (size.Unset is { } unset ? ", unset: " + Text.Number(unset) : "");

    private static string OptionValue(Option option)
    {
        const int longest = 140;
        var method = (option.IsSet ? "OptionSet" : "Option") + (option.Default is null ? $"<{Type(option.Kind)}>" : "");
        var start = $"{Text.Pascal(option.Name)} = json.{method}({Key(option.Config, option.OtherKeys)}, {(option.Default is { } members ? Members(option, members) : "null")},";
        var values = string.Join(", ", option.Values.Select(value => $"({Text.Literal(value.Text)}, {Members(option, value.Members)})")) + "),";
        return start.Length + values.Length < longest ? $"{start} {values}" : $"{start}\n    {values}";
    }

    private static string Checks(Architecture architecture)
    {
        var checks = OpenDivisions(architecture).Select(division => Check(architecture, division)).ToList();
        if (OpenKernel(architecture) is { } kernel) checks.Add(OddCheck(architecture, kernel));
        return checks.Count == 0 ? "" : Code.Of($$"""
            /// <summary>Checks what the sizes must be to each other.</summary>
            internal {{architecture.Name}}Config Checked(string source)
            {
                {{Code.Lines(checks)}}
                return this;
            }
            """);
    }

    /// <summary>Whether the config checks its sizes.</summary>
    public static bool HasChecks(Architecture architecture) => OpenDivisions(architecture).Any() || OpenKernel(architecture) is not null;

    // What no config.json changes was checked with the schema.
    private static IEnumerable<Division> OpenDivisions(Architecture architecture) =>
        architecture.Divisions.Where(division => division.Whole.Names.Any() || division.Parts.Names.Any());

    private static SizeExpression? OpenKernel(Architecture architecture) =>
        architecture.Layers.Convolution is { } convolution && convolution.Kernel.Names.Any() ? convolution.Kernel : null;

    private static string Check(Architecture architecture, Division division)
    {
        var positive = division.Parts is SizeExpression.Whole ? "" : $"{InRecord(division.Parts)} < 1 || ";
        return Code.Of($$"""
            if ({{positive}}{{Operand(division.Whole)}} % {{Operand(division.Parts)}} != 0)
                throw new CheckpointException($"{source}: {{Described(architecture, division.Parts)}} does not divide {{Described(architecture, division.Whole)}}.");
            """);
    }

    private static string OddCheck(Architecture architecture, SizeExpression kernel) => Code.Of($$"""
        if ({{Operand(kernel)}} > 0 && {{Operand(kernel)}} % 2 == 0)
            throw new CheckpointException($"{source}: {{Described(architecture, kernel)}} is even; a convolution that keeps the number of tokens has an odd width.");
        """);

    private static string Operand(SizeExpression value) => value is SizeExpression.Named or SizeExpression.Whole ? InRecord(value) : $"({InRecord(value)})";

    // As the reader of a config.json knows it.
    private static string Described(Architecture architecture, SizeExpression value) => value is SizeExpression.Whole
        ? InRecord(value)
        : $"{value.Write(name => architecture.Sizes.First(size => size.Name == name).Config ?? name)} {{{InRecord(value)}}}";
}
