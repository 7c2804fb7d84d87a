namespace PromptGen.Properties

open System
open System.Globalization
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Checkpoints
open PromptGen.Tasks
open PromptGen.Tokenization

/// A sentence of words with a label each, and the most tokens of a row, if there is room for some beside the special tokens only.
type LabeledWords = { Tokenizer: AnyTokenizer; Words: (string * int) list; Room: int option }

/// A text, and another behind it.
type Texts = { Tokenizer: AnyTokenizer; First: string; Second: string option }

/// A tokenizer one of whose files is something else.
type DamagedTokenizer = { Tokenizer: AnyTokenizer; File: int; Damage: Choice<byte[], Edit list>; Texts: string list }

type TokenizationArguments =
    static member LabeledWords() =
        gen {
            let! tokenizer = Tokenizers.any
            let! words = Gen.choose (0, 10) |> Gen.bind (fun n -> Gen.listOfLength n (Gen.zip Tokenizers.text (Gen.choose (0, 8))))
            let! room = Gen.choose (0, 12) |> Gen.optionOf
            return { Tokenizer = tokenizer; Words = words; Room = room } }
        |> Arb.fromGen

    static member Texts() =
        gen {
            let! tokenizer = Tokenizers.any
            let! first = Tokenizers.text
            let! second = Gen.optionOf Tokenizers.text
            return { Tokenizer = tokenizer; First = first; Second = second } }
        |> Arb.fromGen

    static member DamagedTokenizer() =
        gen {
            let! tokenizer = Tokenizers.any
            let! file = Gen.choose (0, tokenizer.Files.Length - 1)
            let! damage = Gen.frequency [ 1, Gen.map Choice1Of2 Edits.noise; 4, Gen.map Choice2Of2 Edits.some ]
            let! texts = Gen.listOfLength 3 Tokenizers.text
            return { Tokenizer = tokenizer; File = file; Damage = damage; Texts = texts } }
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<TokenizationArguments> |], MaxTest = 300)>]
module TokenizationLaws =
    let private long = Nullable 100_000

    [<Property>]
    let ``words to pieces to labels to words is the identity, up to where the row is cut`` (sentence: LabeledWords) =
        let tokenizer, words, labels = sentence.Tokenizer.Opened.Value, List.map fst sentence.Words, List.map snd sentence.Words
        let specials = tokenizer.EncodeWords([||], null, long).Length
        let limit = match sentence.Room with Some room -> Nullable(specials + room) | None -> long
        let row = tokenizer.EncodeWords(Array.ofList words, null, limit)
        let places = [| for span in row.Spans -> span.Word |]
        let back = WordLabels.OfWords(places, WordLabels.OfPieces(places, Array.ofList labels), words.Length)
        let kept = back |> Seq.takeWhile _.HasValue |> Seq.length
        List.ofSeq (Seq.take kept back) = List.map Nullable (List.take kept labels)
        && Seq.forall (fun (label: Nullable<int>) -> not label.HasValue) (Seq.skip kept back)
        && (row.IsTruncated || kept = words.Length)
        && row.Length <= limit.Value

    /// What some tokens spell, one after the other, without the spaces at both ends; none if one of them stands for no text.
    let private spelled (tokenizer: AnyTokenizer) (ids: int list) =
        let tokens = ids |> List.map (fun id -> if id < tokenizer.Spelled.Length then tokenizer.Spelled[id] else None)
        if List.exists Option.isNone tokens then None
        else
            // Latin-1 keeps bytes apart; three of them are SentencePiece's space.
            let text = String [| for token in tokens do for value in token.Value -> char value |]
            Some(if tokenizer.Kind = PromptGen.Encoders.TokenizerKind.SentencePiece then text.Replace("\u00E2\u0096\u0081", "") else text.Trim ' ')

    let private alone (tokenizer: AnyTokenizer) (text: string) =
        let row = tokenizer.Opened.Value.Encode(text, null, long)
        spelled tokenizer [ for i in 0 .. row.Length - 1 do if row.Spans[i].Part <> TextPart.None then row.Ids[i] ]

    /// How many bytes of an element a token may leave to its neighbours.
    let private shared tokenizer element =
        match alone tokenizer element with
        | Some bytes -> max 0 (bytes.Length - 1)
        | None -> 0

    /// The stretch alone spells what the token spells, and around it only the rest of the characters at its two ends.
    let private slices (tokenizer: AnyTokenizer) (surface: string) (token: string) =
        let elements = StringInfo.ParseCombiningCharacters surface |> Array.map (fun at -> StringInfo.GetNextTextElement(surface, at))
        let ends = if elements.Length < 2 then elements else [| elements[0]; Array.last elements |]
        match alone tokenizer surface with
        | Some whole when whole = token -> true
        | Some whole -> whole.Contains(token, StringComparison.Ordinal) && whole.Length - max 1 token.Length <= Array.sumBy (shared tokenizer) ends
        // A token may spell the one part of a character such as ½ that the tokenizer knows.
        | None -> ends |> Array.exists (alone tokenizer >> Option.isNone)

    [<Property>]
    let ``the span of a token slices the text to what the token spells, without the space before it`` (texts: Texts) =
        let row = texts.Tokenizer.Opened.Value.Encode(texts.First, Option.toObj texts.Second, long)
        let parts = dict [ TextPart.First, texts.First; TextPart.Second, Option.defaultValue "" texts.Second ]
        [ 0 .. row.Length - 1 ] |> List.forall (fun i ->
            match row.Spans[i].Part, spelled texts.Tokenizer [ row.Ids[i] ] with
            | TextPart.None, _ | _, None -> true
            | part, Some token ->
                let surface = row.Spans[i].In(parts[part]).ToString()
                (token = "" || not (surface.StartsWith ' ')) && slices texts.Tokenizer surface token)

    [<Property(MaxTest = 300)>]
    let ``a tokenizer of any bytes is refused with a CheckpointException that names its folder, or reads any text`` (damaged: DamagedTokenizer) =
        let files = damaged.Tokenizer.Files |> List.mapi (fun i (name, bytes) ->
            if i <> damaged.File then name, bytes
            else name, match damaged.Damage with Choice1Of2 noise -> noise | Choice2Of2 edits -> Edits.apply edits bytes)
        Tokenizers.inFolder files (fun folder ->
            let opened =
                try
                    Choice1Of2(TextTokenizer.Open(folder, [| damaged.Tokenizer.Kind |]))
                with :? CheckpointException as e -> Choice2Of2 e
            match opened with
            | Choice2Of2 e -> e.Message.StartsWith(folder, StringComparison.Ordinal)
            | Choice1Of2 tokenizer ->
                damaged.Texts |> List.forall (fun text ->
                    let row = tokenizer.Encode(text, null, long)
                    row.Ids |> Array.forall (fun id -> id >= 0 && id < tokenizer.VocabularySize)))
