/// What a drawn schema may define: sizes, rates, numbers, ids and options.
module PromptGen.Properties.Schemas.SchemaDefinitions

open PromptGen.Properties.Schemas.Json

/// A definition: how the schema says it, what config.json says, and what a preset must give.
type Definition = { Section: string; Name: string; Said: Json; Configured: Json option; Preset: Json option }

/// Where config.json has the base of rotations.
type RotaryBase =
    | Said
    | Null
    | Nested

let rotaryBase (schema: SchemaChoice) = match schema.Seed % 3 with 0 -> Said | 1 -> Null | _ -> Nested

let all (schema: SchemaChoice) =
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
    let keyScores =
        match schema.Attention.RelativeKeys with
        | Some { OfQueries = true; OfKeys = true } -> "both"
        | Some { OfKeys = true } -> "keys"
        | _ -> "queries"
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
      define "numbers" "spareBase" [ key "spareBase"; "default", Number "50" ] None None
      define "numbers" "rotaryBase"
          [ "config", List [ Text "rotaryBase_key"; Text "nested.rotary_base" ]; "whenNull", Text "spareBase" ]
          (match rotaryBase schema with Said -> Some(Number "50") | Null -> Some Nothing | Nested -> None) (Some(Number "50"))
      define "ids" "padding" [ key "padding"; "default", number 1 ] None None
      define "options" "activation"
          [ key "activation"; "kind", Text "activation"
            "values", Members [ for name in [ "gelu"; "geluTanh"; "relu"; "silu"; "tanh" ] -> $"{name}_new", Text name ] ]
          (Some(Text $"{schema.Activation}_new")) (Some(Text $"{schema.Activation}_new"))
      define "options" "relativeScores"
          [ key "relativeScores"; "kind", Text "relativeScores"; "values", Members [ "c2p", Text "contentToPosition"; "p2c", Text "positionToContent" ] ]
          (Some(List(List.map Text scores))) (Some(Text(String.concat "|" scores)))
      define "options" "keyScores"
          [ key "keyScores"; "kind", Text "relativeScores"
            "values", Members [ "queries", Text "contentToPosition"
                                "keys", Text "positionToContent"
                                "both", List [ Text "contentToPosition"; Text "positionToContent" ] ] ]
          (Some(Text keyScores)) (Some(Text keyScores))
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
