/// How many numbers an encoder has, from what its schema says: written without a look at how the generator counts.
module PromptGen.Properties.Schemas.ParameterCount

let private norm (schema: SchemaChoice) width (norm: NormChoice) =
    if norm.When && not schema.NormsOn then 0
    elif norm.Bias && not norm.Rms then 2 * width
    else width

let private linear inputs outputs bias = inputs * outputs + (if bias then outputs else 0)

let private attention (schema: SchemaChoice) =
    let hidden, block = schema.Hidden, schema.Attention
    let queries = schema.Heads * schema.SizeOfHead
    let keys = (schema.KeyValueHeads |> Option.defaultValue schema.Heads) * schema.SizeOfHead
    let projections =
        match block.Projections with
        | Separate(query, key, value) -> linear hidden queries query + linear hidden keys key + linear hidden keys value
        | Fused(bias, _) -> linear hidden (queries + 2 * keys) bias
    let ofQueries, ofKeys, ofValues = block.Biases
    let biases = (if ofQueries then queries else 0) + (if ofKeys then keys else 0) + (if ofValues then keys else 0)
    let distances =
        match block.Relative with
        | None -> 0
        | Some { Sharing = (Shared | SharedByOption true) } -> 0
        | Some relative ->
            (if relative.ContentToPosition then linear hidden queries relative.KeyBias else 0)
            + (if relative.PositionToContent then linear hidden queries relative.QueryBias else 0)
    // Two directions, which share the distance 0; one table for all heads.
    let keysOfDistances = match block.RelativeKeys with Some keys -> (2 * keys.Distances - 1) * schema.SizeOfHead | None -> 0
    projections + biases + distances + keysOfDistances + linear queries hidden block.Output

let private feedForward (schema: SchemaChoice) =
    let hidden, inner, block = schema.Hidden, schema.Inner, schema.FeedForward
    linear inner hidden block.Down
    + match block.Gating with
      | Plain -> linear hidden inner block.Up
      | Gated bias -> linear hidden inner block.Up + linear hidden inner bias
      | FusedGate(bias, _) -> linear hidden (2 * inner) bias

let private layers (schema: SchemaChoice) =
    let distinct = schema.Groups |> Option.defaultValue schema.Layers
    let norms =
        [ schema.AroundAttention; schema.AroundFeedForward; yield! Option.toList schema.Second ]
        |> List.collect (fun around -> List.choose id [ around.NormBefore; around.NormAfter ])
        |> List.sumBy (fun one -> norm schema schema.Hidden one * (if one.AbsentInFirst then distinct - 1 else distinct))
    norms + distinct * (attention schema + feedForward schema * (if schema.Second.IsSome then 2 else 1))

let private embeddings (schema: SchemaChoice) =
    let width = schema.EmbeddingWidth
    let rows =
        schema.Vocabulary
        + (match schema.Positions with
           | Counted(_, _, (Table | Switched true), _) -> Sizes.positions
           | Blocks(_, positions, blocks) -> (if positions then Sizes.positions else 0) + (if blocks then Sizes.positions else 0)
           | _ -> 0)
        + (schema.TokenTypes |> Option.defaultValue 0)
    let projection =
        match schema.Embedding with
        | Some own when own.Always || own.Width <> schema.Hidden -> linear own.Width schema.Hidden own.ProjectionBias
        | _ -> 0
    rows * width + (schema.EmbeddingNorm |> Option.map (norm schema width) |> Option.defaultValue 0) + projection

let private distances (schema: SchemaChoice) =
    match schema.Attention.Relative with
    | None -> 0
    | Some relative ->
        let steps = match relative.Buckets with Some buckets when buckets > 0 -> buckets | _ -> relative.Farthest
        2 * steps * schema.Hidden + (relative.Norm |> Option.map (norm schema schema.Hidden) |> Option.defaultValue 0)

let private convolution (schema: SchemaChoice) =
    match schema.Convolution with
    | None -> 0
    | Some { Kernel = Optional 0 } -> 0
    | Some convolution ->
        let (Literal kernel | Optional kernel) = convolution.Kernel
        linear (kernel * schema.Hidden) schema.Hidden true + norm schema schema.Hidden convolution.Norm

let total (schema: SchemaChoice) =
    embeddings schema
    + distances schema
    + (if schema.ScoreBias = Learned then Sizes.buckets * schema.Heads else 0)
    + layers schema
    + convolution schema
    + (schema.FinalNorm |> Option.map (norm schema schema.Hidden) |> Option.defaultValue 0)
    + (schema.Pooler |> Option.map (linear schema.Hidden schema.Hidden) |> Option.defaultValue 0)
