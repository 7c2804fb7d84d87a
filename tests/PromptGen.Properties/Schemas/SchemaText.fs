/// A drawn schema as the texts that a user would write: the schema, its base if it has one, and a config.json.
module PromptGen.Properties.Schemas.SchemaText

open System.Collections.Generic
open System.Text.Json

type Json =
    | Nothing
    | Text of string
    | Number of string
    | Flag of bool
    | List of Json list
    | Members of (string * Json) list

    member json.Write() : string =
        let joined (parts: string list) = String.concat ", " parts
        match json with
        | Nothing -> "null"
        | Text text -> JsonSerializer.Serialize text
        | Number digits -> digits
        | Flag flag -> if flag then "true" else "false"
        | List items -> "[" + joined [ for item in items -> item.Write() ] + "]"
        | Members members -> "{ " + joined [ for name, value in members -> $"{JsonSerializer.Serialize name}: {value.Write()}" ] + " }"

type Texts = { Schema: Json; Base: Json option; Config: Json }

let private number (value: int) = Number(string value)
let private named (name: string) (value: 'a option) (json: 'a -> Json) = [ for given in Option.toList value -> name, json given ]

/// A definition: how the schema says it, what config.json says, and what a preset must give.
type private Definition = { Section: string; Name: string; Said: Json; Configured: Json option; Preset: Json option }

let private definitions (schema: SchemaChoice) =
    let key (name: string) = "config", Text $"{name}_key"
    let define section name said configured preset = { Section = section; Name = name; Said = Members said; Configured = configured; Preset = preset }
    let size name value = define "sizes" name [ key name ] (Some(number value)) (Some(number value))
    let sizeOr name (fallback: Json) value = define "sizes" name [ key name; "default", fallback ] (Some(number value)) (Some(number value))
    let switch name on =
        define "options" name
            [ key name; "kind", Text "switch"; "values", Members [ "true", Text "on"; "false", Text "off" ] ] (Some(Flag on)) (Some(Flag on))
    let halves = [ "size", Text "hiddenSize"; "dividedBy", Text "headCount" ]
    let relative = schema.Attention.Relative
    let farthest = relative |> Option.map _.Farthest |> Option.defaultValue 1
    let scores =
        match relative with
        | Some relative -> [ if relative.ContentToPosition then "c2p"
                             if relative.PositionToContent then "p2c" ]
        | None -> []
    [ size "vocabSize" schema.Vocabulary
      size "hiddenSize" schema.Hidden
      size "layerCount" schema.Layers
      size "headCount" schema.Heads
      sizeOr "keyValueHeadCount" (Text "headCount") (schema.KeyValueHeads |> Option.defaultValue schema.Heads)
      sizeOr "headSize" (Members halves) schema.SizeOfHead
      (match schema.InnerSaid with
       | TimesAndPlus -> define "sizes" "innerSize" [ "size", Text "hiddenSize"; "times", number 2; "plus", number 1 ] None None
       | Key | InnerChoice.Number -> size "innerSize" schema.Inner)
      sizeOr "groupCount" (number 1) (schema.Groups |> Option.defaultValue 1)
      sizeOr "embeddingSize" (Text "hiddenSize") schema.EmbeddingWidth
      define "sizes" "maxPositions" [ key "maxPositions"; "default", number Sizes.positions ] None None
      sizeOr "tokenTypeCount" (number 0) (schema.TokenTypes |> Option.defaultValue 0)
      (if schema.Seed % 2 = 0 then
           define "sizes" "farthest" [ key "farthest"; "unset", number -1; "default", number farthest ] (Some(number -1)) None
       else
           sizeOr "farthest" (Text "maxPositions") farthest)
      sizeOr "buckets" (number 0) (relative |> Option.bind _.Buckets |> Option.defaultValue 0)
      sizeOr "kernel" (number 0) (match schema.Convolution with Some { Kernel = Optional kernel } -> kernel | _ -> 0)
      sizeOr "every" (number 2) (match schema.Others with Some others -> others.Every | None -> 2)
      define "rates" "epsilon" [ key "epsilon"; "default", Number "1e-5" ] None None
      define "rates" "dropout" [ key "dropout" ] (Some(Number "0.25")) (Some(Number "0.25"))
      define "numbers" "rotaryBase" [ key "rotaryBase" ] (Some(Number "50")) (Some(Number "50"))
      define "ids" "padding" [ key "padding"; "default", number 1 ] None None
      define "options" "activation"
          [ key "activation"; "kind", Text "activation"
            "values", Members [ for name in [ "gelu"; "geluTanh"; "relu"; "silu"; "tanh" ] -> $"{name}_new", Text name ] ]
          (Some(Text $"{schema.Activation}_new")) (Some(Text $"{schema.Activation}_new"))
      define "options" "relativeScores"
          [ key "relativeScores"; "kind", Text "relativeScores"; "values", Members [ "c2p", Text "contentToPosition"; "p2c", Text "positionToContent" ] ]
          (Some(List(List.map Text scores))) (Some(Text(String.concat "|" scores)))
      define "options" "pooledToken"
          [ key "pooledToken"; "kind", Text "headInput"
            "values", Members [ "firstToken", Text "firstToken"
                                "meanOfTokens", Text "meanOfTokens"
                                if schema.PooledToken <> "firstToken" then schema.PooledToken, Text schema.PooledToken ]
            "default", Text "meanOfTokens" ]
          (Some(Text schema.PooledToken)) (Some(Text schema.PooledToken))
      switch "norms" schema.NormsOn
      switch "shares" (match relative with Some { Sharing = SharedByOption on } -> on | _ -> false)
      switch "absolutePositions" (match schema.Positions with Counted(_, _, Switched on, _) -> on | _ -> false) ]

/// The parts, and the names of the definitions that they refer to.
type private Body(schema: SchemaChoice) =
    let used = HashSet<string>()

    let refer (name: string) =
        used.Add name |> ignore
        Text name

    // Sometimes by its name, sometimes as a number.
    let rate place = if (schema.Seed + String.length place) % 2 = 0 then refer "dropout" else Number "0.125"

    let linear (path: string) bias = Members [ "from", Text path; if not bias then "bias", Flag false ]

    let norm (path: string) (norm: NormChoice) =
        Members
            [ "kind", Text(if norm.Rms then "rms" else "layer")
              "epsilon", refer "epsilon"
              if not norm.Rms && not norm.Bias then "bias", Flag false
              "from", Text path
              if norm.When then "when", refer "norms"
              if norm.AbsentInFirst then "absentIn", Text "firstLayer" ]

    let activation (choice: ActivationChoice) =
        match choice with
        | Always word -> Text word
        | ByOption -> Members [ "option", refer "activation" ]

    let visible (choice: Visible) =
        Text(match choice with All -> "all" | BetweenTokens -> "betweenTokens" | ContextThenCausal -> "contextThenCausal")

    let around (path: string) (block: BlockChoice) =
        [ yield! named "normBefore" block.NormBefore (norm $"{path}_before")
          yield! named "normAfter" block.NormAfter (norm $"{path}_after")
          if block.Dropout then "dropout", rate path ]

    let relative (choice: RelativeChoice) =
        let own score = choice.Sharing <> Shared && (choice.ScoresByOption || score)
        Members
            [ "kind", Text "disentangled"
              "scores",
              (if choice.ScoresByOption then Members [ "option", refer "relativeScores" ]
               else
                   List [ if choice.ContentToPosition then Text "contentToPosition"
                          if choice.PositionToContent then Text "positionToContent" ])
              if own choice.ContentToPosition then "keys", linear "attention.positionKeys" choice.KeyBias
              if own choice.PositionToContent then "queries", linear "attention.positionQueries" choice.QueryBias
              match choice.Sharing with
              | Own -> ()
              | Shared -> "shared", Flag true
              | SharedByOption _ -> "shared", Members [ "option", refer "shares" ]
              if choice.Dropout then "dropout", rate "relative" ]

    let rotary (neighbors: bool) (rotaryBase: Json) =
        Members [ "base", rotaryBase; "pairing", Text(if neighbors then "neighbors" else "halves") ]

    let attention () =
        let block = schema.Attention
        Members
            [ "kind", Text "selfAttention"
              "heads", refer "headCount"
              if schema.KeyValueHeads.IsSome then "keyValueHeads", refer "keyValueHeadCount"
              if schema.HeadSize.IsSome then "headSize", refer "headSize"
              "visible", visible block.Visible
              yield! named "window" block.Window number
              yield! named "rotary" block.Rotary (fun choice -> rotary choice.Neighbors (if choice.NamedBase then refer "rotaryBase" else Number "10000"))
              match block.Projections with
              | Separate(query, key, value) ->
                  "query", linear "attention.query" query
                  "key", linear "attention.key" key
                  "value", linear "attention.value" value
              | Fused(bias, perHead) ->
                  "fused",
                  Members [ "from", Text "attention.fused"; "bias", Flag bias; "layout", Text(if perHead then "perHead" else "blocks") ]
              match block.Biases with
              | false, false, false -> ()
              | query, key, value ->
                  "biases",
                  Members [ if query then "query", Text "attention.query_bias"
                            if key then "key", Text "attention.key_bias"
                            if value then "value", Text "attention.value_bias" ]
              yield! named "relative" block.Relative relative
              "output", linear "attention.output" block.Output
              if block.WeightDropout then "weightDropout", rate "weights"
              yield! around "attention" schema.AroundAttention ]

    let feedForward (path: string) (outside: BlockChoice) =
        let block = schema.FeedForward
        Members
            [ "kind", Text "feedForward"
              "inner", (match schema.InnerSaid with InnerChoice.Number -> number schema.Inner | _ -> refer "innerSize")
              "activation", activation block.Activation
              match block.Gating with
              | FusedGate(bias, first) ->
                  "fused", Members [ "from", Text $"{path}.fused"; "bias", Flag bias; "activated", Text(if first then "first" else "second") ]
              | Gated bias ->
                  "up", linear $"{path}.up" block.Up
                  "gate", linear $"{path}.gate" bias
              | Plain -> "up", linear $"{path}.up" block.Up
              "down", linear $"{path}.down" block.Down
              if block.InnerDropout then "innerDropout", rate "inner"
              yield! around path outside ]

    let main () =
        let order = [ if schema.AttentionFirst then "attention"
                      "feedForward"
                      if not schema.AttentionFirst then "attention"
                      if schema.Second.IsSome then "second" ]
        Members
            [ "order", List(List.map Text order)
              "blocks",
              Members [ "attention", attention ()
                        "feedForward", feedForward "feedForward" schema.AroundFeedForward
                        yield! named "second" schema.Second (feedForward "second") ] ]

    let others (choice: OthersChoice) =
        Members
            [ "like", Text "main"
              "blocks",
              Members
                  [ "attention",
                    Members
                        [ "visible", visible choice.Visible
                          match choice.Window, schema.Attention.Window with
                          | Some window, _ -> "window", number window
                          | None, Some _ -> "window", Nothing
                          | None, None -> ()
                          if choice.OtherBase then "rotary", Members [ "base", Number "100.5" ] ] ] ]

    let table (rows: Json) (index: string) (path: string) more = Members([ "rows", rows; "index", Text index; "from", Text path ] @ more)

    let tables () =
        let positions more = "position", table (refer "maxPositions") "positions" "position" more
        Members
            [ "word", table (refer "vocabSize") "ids" "word" []
              match schema.Positions with
              | Counted(_, _, Table, _) -> positions []
              | Counted(_, _, Switched _, _) -> positions [ "when", refer "absolutePositions" ]
              | Blocks(_, ofPositions, ofBlocks) ->
                  if ofPositions then positions []
                  if ofBlocks then "block", table (Members [ "size", refer "maxPositions" ]) "blockPositions" "block" []
              | _ -> ()
              if schema.TokenTypes.IsSome then "tokenType", table (refer "tokenTypeCount") "tokenTypes" "type" [] ]

    let numbering () =
        let prefix shifts = "prefix", Text(if shifts then "shifts" else "unshifted")
        match schema.Positions with
        | Unsaid -> []
        | Blocks(shifts, _, _) -> [ "positions", Members [ "count", Text "blocks"; prefix shifts ] ]
        | Counted(afterPadding, shifts, _, limit) ->
            [ "positions",
              Members
                  [ "count", Text(if afterPadding then "afterPadding" else "all")
                    prefix shifts
                    if afterPadding then "padding", refer "padding"
                    if limit then "limit", refer "maxPositions" ] ]

    let embeddings () =
        Members
            [ "width", (if schema.Embedding.IsSome then refer "embeddingSize" else refer "hiddenSize")
              "tables", tables ()
              yield! numbering ()
              yield! named "normAfter" schema.EmbeddingNorm (norm "embedding_norm")
              yield! named "padding" schema.ZeroesPadding (fun zeroed -> Text(if zeroed then "zeroed" else "kept"))
              if schema.EmbeddingDropout then "dropout", rate "embeddings"
              yield! named "projection" schema.Embedding (fun own ->
                  Members [ "from", Text "projection"; "bias", Flag own.ProjectionBias; "presence", Text(if own.Always then "always" else "widthsDiffer") ]) ]

    let convolution (choice: ConvolutionChoice) =
        Members
            [ "layer", number choice.Layer
              "kernel", (match choice.Kernel with Literal kernel -> number kernel | Optional _ -> refer "kernel")
              "from", Text "convolution"
              "activation", activation schema.FeedForward.Activation
              if choice.Dropout then "dropout", rate "convolution"
              "normAfter", norm "convolution_norm" choice.Norm ]

    let layers () =
        Members
            [ "count", refer "layerCount"
              if schema.Groups.IsSome then "groups", refer "groupCount"
              "width", refer "hiddenSize"
              "from", Text "layers.{layer}"
              "pattern",
              (match schema.Others with
               | None -> Text "main"
               | Some _ -> Members [ "every", refer "every"; "first", Text "main"; "others", Text "others" ])
              "kinds", Members [ "main", main (); yield! named "others" schema.Others others ]
              yield! named "convolution" schema.Convolution convolution ]

    let form number (form: FormChoice) =
        let path part = Text $"/head{number}.{part}"
        $"form{number}",
        Members
            [ "input", (match form.Input with Some word -> Text word | None -> Members [ "option", refer "pooledToken" ])
              match form.Dense with
              | None -> ()
              | Some dense ->
                  if dense.InputDropout then "inputDropout", rate "head"
                  "dense", Members [ "from", path "dense"; "bias", Flag dense.Bias ]
                  "activation", activation dense.Activation
                  yield! named "norm" dense.Norm (fun bias -> norm $"/head{number}.norm" { Rms = false; Bias = bias; When = false; AbsentInFirst = false })
              if form.Task = "languageModel" then
                  "tied", Members [ "table", Text "word"; if form.TiedBias then "bias", path "bias" ]
              else
                  "output", Members [ "from", path "output" ] ]

    let heads () =
        let numbered = List.indexed schema.Forms
        Members
            [ for task in schema.Forms |> List.map _.Task |> List.distinct ->
                  task, Members [ for number, choice in numbered do if choice.Task = task then form number choice ] ]

    member val Parts =
        [ "embeddings", embeddings ()
          yield! named "relativePositions" schema.Attention.Relative (fun choice ->
              Members
                  [ "farthest", refer "farthest"
                    if choice.Buckets.IsSome then "buckets", refer "buckets"
                    "from", Text "distances"
                    yield! named "norm" choice.Norm (norm "distances_norm") ])
          if schema.ScoreBias then
              "scoreBias", Members [ "buckets", number Sizes.buckets; "farthest", number Sizes.farthest; "from", Text "score_bias" ]
          "layers", layers ()
          yield! named "finalNorm" schema.FinalNorm (norm "final_norm")
          yield! named "pooler" schema.Pooler (fun bias ->
              Members [ "token", Text "first"; "dense", linear "pooler" bias; "activation", activation schema.FeedForward.Activation ])
          if not schema.Forms.IsEmpty then "heads", heads () ]

    /// Those of definitions too, which other definitions refer to.
    member _.Used =
        if used.Contains "farthest" && schema.Seed % 2 <> 0 then used.Add "maxPositions" |> ignore
        used

let private fixedValues =
    [ "is_decoder", Flag false
      "needed", Members [ "value", Text "yes"; "required", Flag true ]
      "same_width", Members [ "size", Text "hiddenSize" ]
      "gone", Members [ "absent", Flag true ] ]

let private identity (schema: SchemaChoice) (name: string) =
    [ "$schema", Text "./architecture.schema.json"
      "architecture", Text name
      "title", Text $"a drawn encoder, {schema.Number}"
      "modelType", List [ Text(name.ToLowerInvariant()) ]
      "summary", Text "Drawn by a test."
      "paper", Text "https://example.org/paper" ]

let of' (schema: SchemaChoice) : Texts =
    let body = Body schema
    let parts = body.Parts
    let known = definitions schema |> List.filter (fun definition -> body.Used.Contains definition.Name)
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
          "fixed", Members fixedValues
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
              "same_width", number schema.Hidden ]
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
