/// A drawn schema as the texts that a user would write: the schema, its base if it has one, and a config.json.
module PromptGen.Properties.Schemas.SchemaText

open PromptGen.Properties.Schemas.Json

type Texts = { Schema: Json; Base: Json option; Config: Json }

let private fixedValues (schema: SchemaChoice) =
    [ "is_decoder", Flag false
      "needed", Members [ "value", Text "yes"; "required", Flag true ]
      "same_width", Members [ "size", Text "hiddenSize" ]
      "gone", Members [ "absent", Flag true ]
      "nested", Members [ "members", List [ Text "rotary_base" ] ]
      "layer_kinds",
      Members [ "kinds", Members [ "main", Text "ordinary"; if schema.Others.IsSome then "others", Text "between" ] ] ]

/// The word of each layer, of which the first of every few is the ordinary one.
let private layerKinds (schema: SchemaChoice) =
    [ for layer in 0 .. schema.Layers - 1 ->
          match schema.Others with
          | Some others when layer % others.Every <> 0 -> Text "between"
          | _ -> Text "ordinary" ]

let private identity (schema: SchemaChoice) (name: string) =
    [ "$schema", Text "./architecture.schema.json"
      "architecture", Text name
      "title", Text $"a drawn encoder, {schema.Number}"
      "modelType", List [ Text(name.ToLowerInvariant()) ]
      "summary", Text "Drawn by a test."
      "paper", Text "https://example.org/paper" ]

let of' (schema: SchemaChoice) : Texts =
    let body = SchemaParts schema
    let parts = body.Parts
    let known = SchemaDefinitions.all schema |> List.filter (fun definition -> body.Used.Contains definition.Name)
    let section name = known |> List.filter (fun definition -> definition.Section = name)
    let given name = [ for definition in section name do for value in Option.toList definition.Preset -> definition.Name, value ]
    let defined =
        [ for name in [ "sizes"; "rates"; "numbers"; "options"; "ids" ] do
              if not (section name).IsEmpty then name, Members [ for definition in section name -> definition.Name, definition.Said ] ]
    let tokenizer = match schema.Tokenizers with [ one ] -> Text one | several -> List(List.map Text several)
    let preset =
        Members
            [ "sizes", Members(given "sizes")
              for name in [ "options"; "rates"; "numbers" ] do
                  if not (given name).IsEmpty then name, Members(given name)
              "parameters",
              Members [ "exact", number (ParameterCount.total schema); "published", Text "1M"; "source", Text "https://example.org"; "note", Text "Drawn." ] ]
    let whole extra =
        [ yield! defined
          "fixed", Members(fixedValues schema)
          yield! parts
          yield! extra
          "checkpoint",
          Members
              [ "roots", List [ Text "drawn"; Text "" ]
                "aliases", Members [ "gamma", Text "weight"; "beta", Text "bias" ]
                "ignored", List [ Text "/other" ] ]
          "tokenizer", tokenizer ]
    let presets = [ "presets", Members [ $"drawn-{schema.Number}", preset ] ]
    let config =
        Members
            [ "model_type", Text(schema.Name.ToLowerInvariant())
              for definition in known do
                  for value in Option.toList definition.Configured do $"{definition.Name}_key", value
              "needed", Text "yes"
              "same_width", number schema.Hidden
              "layer_kinds", List(layerKinds schema)
              if body.Used.Contains "rotaryBase" && SchemaDefinitions.rotaryBase schema = SchemaDefinitions.Nested then
                  "nested", Members [ "rotary_base", Number "50" ] ]
    if schema.Extends then
        // The base has a norm at the end, which the extension removes where it has none.
        let extra, removed =
            match schema.FinalNorm with
            | Some _ -> [], []
            | None -> [ "finalNorm", Members [ "kind", Text "layer"; "epsilon", Number "0.001"; "from", Text "final_norm" ] ], [ "finalNorm", Nothing ]
        { Base = Some(Members(identity schema $"Base{schema.Number}" @ whole extra))
          Schema = Members([ "extends", Text $"base{schema.Number}.json" ] @ identity schema schema.Name @ removed @ presets)
          Config = config }
    else
        { Base = None; Schema = Members(identity schema schema.Name @ whole [] @ presets); Config = config }
