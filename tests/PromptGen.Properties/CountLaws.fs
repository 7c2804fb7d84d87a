namespace PromptGen.Properties

open System
open System.Collections.Generic
open System.IO
open System.Text.Json
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Backbones
open PromptGen.Checkpoints
open PromptGen.Encoders
open PromptGen.Generator
open PromptGen.Generator.Checking
open PromptGen.Generator.Reading
open PromptGen.Properties.Tensors
open TorchSharp

/// A config.json that a schema allows, and how many parameters the schema counts under it.
type Configuration =
    { Json: string
      Parameters: bigint }

type ConfigurationArguments =
    static let schemas =
        lazy
            let parsed =
                [ for path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schemas")) ->
                      ParsedSchema.Parse(new SchemaText(path.Replace('\\', '/'), File.ReadAllText path, SchemaRole.Emit)) ]
            [ for schema in parsed ->
                  match CheckedSchema.Of(SchemaChain.Of(schema, parsed)).Model with
                  | null -> failwith $"{schema.Source.Path} is in error."
                  | model -> model ]

    /// A value as a schema names it: what is no literal of JSON is a text.
    static let literal (text: string) =
        match text with
        | "true" | "false" -> text
        | _ when text |> Seq.forall (fun sign -> Char.IsAsciiDigit sign || sign = '.') -> text
        | _ -> JsonSerializer.Serialize text

    /// A member that may be left out, as the schema has a default for it.
    static let perhaps hasDefault (members: Gen<'a list>) =
        if hasDefault then Gen.frequency [ 1, Gen.constant []; 2, members ] else members

    /// The number in the file, and what it means if it is not that the key is absent.
    static let size (key: string) (size: Model.Size) = gen {
        let given number = string number, Some(size.Name, bigint (number: int))
        let numbers = Gen.choose ((if size.IsOptional then 0 else 1), 9) |> Gen.map given
        let! text, meaning =
            if size.Unset.HasValue then Gen.frequency [ 1, Gen.constant (string size.Unset.Value, None); 3, numbers ] else numbers
        return (key, text), meaning }

    static let option (option: Model.Option) =
        let texts = [ for value in option.Values -> value.Text ]
        let chosen =
            if option.IsSet then
                gen {
                    let! some = Gen.subListOf texts |> Gen.filter (Seq.isEmpty >> not)
                    let! form = Gen.elements [ String.concat "|" >> literal; fun words -> JsonSerializer.Serialize<string seq> words ]
                    return form some, List.ofSeq some }
            else
                Gen.elements texts |> Gen.map (fun text -> literal text, [ text ])
        chosen |> Gen.map (fun (json, texts) ->
            let members = [ for value in option.Values do if List.contains value.Text texts then yield! value.Members ] |> List.distinct
            (option.Config, json), (option.Name, members))

    static let legal (architecture: Model.Architecture) (sizes: IReadOnlyDictionary<string, bigint>) =
        let divides (division: Model.Division) =
            let parts = division.Parts.Evaluate sizes
            not parts.IsZero && (division.Whole.Evaluate sizes % parts).IsZero
        let kernel = match architecture.Layers.Convolution with null -> 0I | convolution -> convolution.Kernel.Evaluate sizes
        architecture.Sizes |> Seq.forall (fun size -> size.IsOptional || sizes[size.Name] > 0I)
        && architecture.Divisions |> Seq.forall divides
        && (kernel.IsZero || not kernel.IsEven)

    static let choices (architecture: Model.Architecture) = gen {
        let! sizes =
            [ for known in architecture.Sizes do
                  match known.Config with
                  | null -> ()
                  | key -> size key known |> Gen.map List.singleton |> perhaps (not known.IsRequired) ]
            |> Gen.sequenceToList
            |> Gen.map List.concat
        let! options =
            [ for known in architecture.Options -> option known |> Gen.map List.singleton |> perhaps known.Default.HasValue ]
            |> Gen.sequenceToList
            |> Gen.map List.concat
        let complete =
            Model.Choices.Complete(
                architecture,
                [ for _, meaning in sizes do match meaning with Some(name, number) -> KeyValuePair(name, number) | None -> () ],
                [ for _, (name, members) in options -> KeyValuePair(name, List.toArray members :> IReadOnlyList<string>) ])
        return List.map fst sizes @ List.map fst options, complete }

    static let configuration (architecture: Model.Architecture) = gen {
        let! members, choices = choices architecture |> Gen.filter (fun (_, choices) -> legal architecture choices.Sizes)
        let! modelType = Gen.elements [ for known in architecture.ModelTypes -> known.Name ]
        let! fixedMembers =
            [ for value in architecture.Fixed |> Seq.filter (fun value -> not (isNull value.Value && isNull value.Size)) ->
                  let text = match value.Size with null -> literal (nonNull value.Value) | size -> string choices.Sizes[size]
                  Gen.constant [ value.Config, text ] |> perhaps (not value.Required) ]
            |> Gen.sequenceToList
        let rates = [ for rate in architecture.Rates do if isNull rate.Default then rate.Config, "0.1" ]
        let ids = [ for id in architecture.Ids do if not id.Default.HasValue then id.Config, "0" ]
        let all = ("model_type", literal modelType) :: members @ List.concat fixedMembers @ rates @ ids
        let json = "{" + String.concat "," [ for key, value in all -> $"{JsonSerializer.Serialize key}:{value}" ] + "}"
        return { Json = json; Parameters = architecture.CountParameters choices } }

    static member Configuration() = schemas.Value |> List.map configuration |> Gen.oneof |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<ConfigurationArguments> |], MaxTest = 200)>]
module CountLaws =
    let private registry = lazy EncoderRegistry [ typeof<BertEncoder>.Assembly ]

    let private create (json: string) =
        { new IEncoderVisitor<torch.nn.Module> with
            member _.Visit description = description.Create(ConfigJson.Parse(json, "config.json"), ConstructionToken()) }

    [<Property>]
    let ``every legal configuration constructs on meta exactly the parameters that its schema counts, each with a name of its own``
        (configuration: Configuration) = inScope <| fun () ->
        match registry.Value.Find(ConfigJson.Parse(configuration.Json, "config.json")) with
        | null -> false
        | description ->
            use encoder = description.Accept(create configuration.Json)
            let parameters = [ for struct (name, parameter) in encoder.named_parameters () -> name, parameter ]
            let areNamed root =
                let names = new CheckpointNames(description.Checkpoint, root)
                (parameters |> List.map (fst >> names.Of) |> List.distinct).Length = parameters.Length
            List.sum [ for _, parameter in parameters -> bigint (parameter.numel ()) ] = configuration.Parameters
            && parameters |> List.forall (fun (_, parameter) -> parameter.device_type = DeviceType.META)
            && description.Checkpoint.Roots |> Seq.forall areNamed
