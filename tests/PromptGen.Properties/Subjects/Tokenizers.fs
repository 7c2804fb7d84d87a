namespace PromptGen.Properties

open System
open System.IO
open System.Text
open System.Text.Json
open FsCheck
open FsCheck.FSharp
open PromptGen.Encoders
open PromptGen.Tokenization

/// The files of a tokenizer, and what its tokens spell.
[<CustomEquality; NoComparison; StructuredFormatDisplay("{Name}")>]
type AnyTokenizer =
    { Name: string
      Kind: TokenizerKind
      Files: (string * byte[]) list
      /// By id, the bytes that a token spells; none where it stands for no text.
      Spelled: byte[] option[]
      /// Opens it; what lies in the repository is opened once.
      Opened: Lazy<TextTokenizer> }

    override tokenizer.Equals other = Object.ReferenceEquals(tokenizer, other)
    override tokenizer.GetHashCode() = tokenizer.Name.GetHashCode StringComparison.Ordinal

module Tokenizers =
    /// Runs something over a folder with files, which then goes.
    let inFolder (files: (string * byte[]) list) (run: string -> 'result) =
        let folder = Directory.CreateTempSubdirectory "promptgen-"
        try
            for name, bytes in files do File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes)
            run folder.FullName
        finally
            folder.Delete true

    let private make name kind (files: (string * byte[]) list) spelled =
        { Name = name; Kind = kind; Files = files; Spelled = Array.ofSeq spelled
          Opened = lazy (inFolder files (fun folder -> TextTokenizer.Open(folder, [| kind |]))) }

    let private utf8 (text: string) = Encoding.UTF8.GetBytes text

    let private letters = [ "a"; "b"; "c"; "e"; "i"; "s"; "1"; "0"; "中"; ","; "'"; "-"; "ß"; "ж" ]

    /// Letters that normalization takes apart, puts together, drops or leaves, and what no tokenizer expects.
    let private odd =
        [ "A"; "É"; "é"; "e\u0301"; "\u0301"; "İ"; "한"; "ﬁ"; "ﷺ"; "½"; "ｆ"; "Σ"; "🦙"; "𝔘"; "👩‍👩‍👧"; "\u200B"; "\u00AD"; "\u0007"; "\u0000"; "\uFEFF"; "\uFFFD"
          "\t"; "\n"; "\u00A0"; "\u3000"; "▁"; "Ġ"; "##"; "'s"; "[MASK]"; "<mask>"; "<|endoftext|>"; "<0x41>"; "\uD800"; "\uDC00" ]

    let text =
        let sign =
            Gen.frequency
                [ 8, Gen.elements letters
                  3, Gen.constant " "
                  5, Gen.elements odd
                  1, Gen.choose (0, 0xFFFF) |> Gen.map (fun unit -> string (char unit))
                  1, Gen.choose (0x10000, 0x1FFFF) |> Gen.map Char.ConvertFromUtf32 ]
        Gen.choose (0, 14) |> Gen.bind (fun n -> Gen.listOfLength n sign) |> Gen.map (String.concat "")

    let private pieces (signs: string list) =
        let piece = Gen.choose (2, 4) |> Gen.bind (fun n -> Gen.listOfLength n (Gen.elements signs)) |> Gen.map (String.concat "")
        Gen.choose (0, 25) |> Gen.bind (fun n -> Gen.listOfLength n piece)

    let private wordPiece = gen {
        let! lowerCase = Gen.elements [ true; false ]
        let signs = letters @ (if lowerCase then [ "ᄒ"; "ᅡ"; "ᆫ" ] else [ "A"; "é"; "E"; "한" ])
        let! longer = pieces signs
        let! begins = Gen.listOfLength longer.Length (Gen.elements [ true; false ])
        let special = [ "[PAD]"; "[UNK]"; "[CLS]"; "[SEP]"; "[MASK]" ]
        let tokens =
            [ for sign in signs do yield! [ sign; "##" + sign ]
              for piece, first in List.zip longer begins -> if first then piece else "##" + piece ]
            |> List.distinct
        let spelled (token: string) = Some(utf8 (if token.StartsWith("##", StringComparison.Ordinal) then token.Substring 2 else token))
        return
            make (sprintf "WordPiece, lower case %b, %A" lowerCase longer) TokenizerKind.WordPiece
                [ "vocab.txt", utf8 (String.concat "\n" (special @ tokens) + "\n")
                  "tokenizer_config.json", utf8 $"""{{"do_lower_case": {if lowerCase then "true" else "false"}}}""" ]
                [ for _ in special -> None
                  for token in tokens -> spelled token ] }

    /// The character by which GPT-2 writes each byte.
    let private byteSigns =
        let printable = set ([ int '!' .. int '~' ] @ [ 0xA1 .. 0xAC ] @ [ 0xAE .. 0xFF ])
        let moved = [ 0..255 ] |> List.filter (printable.Contains >> not)
        [| for value in 0..255 -> string (char (if printable.Contains value then value else 256 + List.findIndex ((=) value) moved)) |]

    let private byteLevelBpe = gen {
        let! family = Gen.elements [ "roberta"; "gpt2"; "deberta" ]
        let special =
            match family with
            | "roberta" -> [ "<s>"; "<pad>"; "</s>"; "<unk>"; "<mask>" ]
            | "deberta" -> [ "[PAD]"; "[CLS]"; "[SEP]"; "[UNK]"; "[MASK]" ]
            | _ -> [ "<|endoftext|>" ]
        let common = [ for value in utf8 (" " + String.concat "" letters + "é🦙") |> Array.distinct -> [| value |] ]
        let! picks = Gen.choose (0, 25) |> Gen.bind (fun n -> Gen.listOfLength n (Gen.zip (Gen.choose (0, 9999)) (Gen.choose (0, 9999))))
        // Each merger takes two of the tokens that are there already.
        let merged, merges =
            (([], []), picks) ||> List.fold (fun (merged, merges) (left, right) ->
                let known = Array.ofList (common @ merged)
                let left, right = known[left % known.Length], known[right % known.Length]
                let whole = Array.append left right
                if List.contains whole merged then merged, merges else merged @ [ whole ], merges @ [ left, right ])
        let sign (bytes: byte[]) = bytes |> Array.map (fun value -> byteSigns[int value]) |> String.concat ""
        let tokens = [ for value in 0..255 -> [| byte value |] ] @ merged
        let ids = dict [ for id, token in List.indexed (special @ List.map sign tokens) -> token, id ]
        return
            make (sprintf "byte-level BPE of %s, %A" family [ for left, right in merges -> $"{sign left} {sign right}" ]) TokenizerKind.ByteLevelBpe
                [ "vocab.json", utf8 (JsonSerializer.Serialize ids)
                  "merges.txt", utf8 ("#version: 0.2\n" + String.concat "" [ for left, right in merges -> $"{sign left} {sign right}\n" ])
                  "config.json", utf8 $"""{{"model_type": "{family}"}}""" ]
                [ for _ in special -> None
                  for token in tokens -> Some token ] }

    /// A message of protocol buffers.
    module private Proto =
        let rec private varint (value: int) = if value < 128 then [ byte value ] else byte (value &&& 127 ||| 128) :: varint (value >>> 7)
        let number field value = varint (field <<< 3) @ varint value
        let bytes field (value: byte list) = varint (field <<< 3 ||| 2) @ varint value.Length @ value
        let single field (value: float32) = varint (field <<< 3 ||| 5) @ List.ofArray (BitConverter.GetBytes value)

    let private spelledBy (model: SentencePieceModel) =
        [ for struct (text, _, kind) in model.Pieces ->
              match kind with
              | PieceType.Normal | PieceType.UserDefined -> Some(utf8 text)
              | PieceType.Byte -> Some [| Convert.ToByte(text.Substring(3, 2), 16) |]
              | _ -> None ]

    let private sentencePiece = gen {
        let! kind = Gen.elements [ 1; 2 ]
        let! byteFallback = Gen.elements [ true; false ]
        let! longer = pieces (letters @ [ "▁"; "▁" ])
        // Few scores, so that many ways to cut a text score the same.
        let! scores = Gen.listOfLength longer.Length (Gen.choose (-12, -1) |> Gen.map float32)
        let! kinds = Gen.listOfLength longer.Length (Gen.frequency [ 10, Gen.constant 1; 1, Gen.constant 4; 1, Gen.constant 5 ])
        let! dummy, remove = Gen.zip (Gen.elements [ 0; 1 ]) (Gen.elements [ 0; 1 ])
        let all =
            [ yield "<unk>", 0f, 2
              for control in [ "<s>"; "</s>"; "[PAD]"; "[CLS]"; "[SEP]"; "[UNK]" ] -> control, 0f, 3
              if byteFallback then
                  for value in 0..255 -> $"<0x{value:X2}>", 0f, 6
              for sign in "▁" :: "é" :: letters -> sign, -11f, 1
              for piece, (score, kind) in List.zip longer (List.zip scores kinds) -> piece, score, kind ]
            |> List.distinctBy (fun (text, _, _) -> text)
        let model =
            [ for text, score, kind in all do
                  yield! Proto.bytes 1 (Proto.bytes 1 (List.ofArray (utf8 text)) @ Proto.single 2 score @ Proto.number 3 kind)
              yield! Proto.bytes 2 (Proto.number 3 kind @ Proto.number 35 (Convert.ToInt32 byteFallback))
              yield! Proto.bytes 3 (Proto.number 3 dummy @ Proto.number 4 remove) ]
            |> Array.ofList
        let files = [ "spm.model", model ]
        let spelled = inFolder files (fun folder -> spelledBy (SentencePieceModel.Read(Path.Combine(folder, "spm.model"))))
        return
            make (sprintf "SentencePiece of kind %d, byte fallback %b, dummy prefix %d, without extra spaces %d, %A" kind byteFallback dummy remove (List.zip3 longer scores kinds))
                TokenizerKind.SentencePiece files spelled }

    let private fixtures =
        lazy
            [ for folder in Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "tokenizers")) |> Array.sort ->
                  let files = [ for path in Directory.GetFiles folder |> Array.sort -> string (Path.GetFileName path), File.ReadAllBytes path ]
                  make (string (Path.GetFileName folder)) TokenizerKind.SentencePiece files (spelledBy (SentencePieceModel.Read(Path.Combine(folder, "spm.model")))) ]

    let any = Gen.oneof [ wordPiece; byteLevelBpe; sentencePiece; gen { return! Gen.elements fixtures.Value } ]
