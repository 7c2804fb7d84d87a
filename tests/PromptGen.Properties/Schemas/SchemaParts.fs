namespace PromptGen.Properties.Schemas

open PromptGen.Properties.Schemas.Json

/// The parts of a drawn schema, and the names of the definitions that they refer to.
type SchemaParts(schema: SchemaChoice) =
    let used = System.Collections.Generic.HashSet<string>()

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
        Text(match choice with All -> "all" | BetweenTokens -> "betweenTokens" | Causal -> "causal" | ContextThenCausal -> "contextThenCausal")

    let around (path: string) (block: BlockChoice) =
        [ yield! optional "normBefore" block.NormBefore (norm $"{path}_before")
          yield! optional "normAfter" block.NormAfter (norm $"{path}_after")
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

    let relativeKeys (choice: RelativeKeysChoice) =
        Members
            [ "kind", Text "keys"
              "scores",
              (if choice.ByOption then Members [ "option", refer "keyScores" ]
               else
                   List [ if choice.OfQueries then Text "contentToPosition"
                          if choice.OfKeys then Text "positionToContent" ])
              "distances", number choice.Distances
              "from", Text "attention.distances" ]

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
              yield! optional "window" block.Window number
              yield! optional "rotary" block.Rotary (fun choice -> rotary choice.Neighbors (if choice.NamedBase then refer "rotaryBase" else Number "10000"))
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
              yield! optional "relative" block.Relative relative
              yield! optional "relative" block.RelativeKeys relativeKeys
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
                        yield! optional "second" schema.Second (feedForward "second") ] ]

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
              yield! optional "normAfter" schema.EmbeddingNorm (norm "embedding_norm")
              yield! optional "padding" schema.ZeroesPadding (fun zeroed -> Text(if zeroed then "zeroed" else "kept"))
              if schema.EmbeddingDropout then "dropout", rate "embeddings"
              yield! optional "projection" schema.Embedding (fun own ->
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
              "kinds", Members [ "main", main (); yield! optional "others" schema.Others others ]
              yield! optional "convolution" schema.Convolution convolution ]

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
                  yield! optional "norm" dense.Norm (fun bias -> norm $"/head{number}.norm" { Rms = false; Bias = bias; When = false; AbsentInFirst = false })
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
          yield! optional "relativePositions" schema.Attention.Relative (fun choice ->
              Members
                  [ "farthest", refer "farthest"
                    if choice.Buckets.IsSome then "buckets", refer "buckets"
                    "from", Text "distances"
                    yield! optional "norm" choice.Norm (norm "distances_norm") ])
          match schema.ScoreBias with
          | NoScoreBias -> ()
          | Linear -> "scoreBias", Members [ "kind", Text "linear" ]
          | Learned ->
              "scoreBias",
              Members [ "kind", Text "learned"; "buckets", number Sizes.buckets; "farthest", number Sizes.farthest; "from", Text "score_bias" ]
          "layers", layers ()
          yield! optional "finalNorm" schema.FinalNorm (norm "final_norm")
          yield! optional "pooler" schema.Pooler (fun bias ->
              Members [ "token", Text "first"; "dense", linear "pooler" bias; "activation", activation schema.FeedForward.Activation ])
          if not schema.Forms.IsEmpty then "heads", heads () ]

    /// Those of definitions too, which other definitions refer to.
    member _.Used =
        if used.Contains "farthest" && schema.Seed % 2 <> 0 then used.Add "maxPositions" |> ignore
        if used.Contains "rotaryBase" then used.Add "spareBase" |> ignore
        used
