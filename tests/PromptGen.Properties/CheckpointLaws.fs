namespace PromptGen.Properties

open System
open System.IO
open System.Text
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Checkpoints
open TorchSharp

/// A tensor to write; its numbers are any bits.
type Item =
    { Name: string
      Type: torch.ScalarType
      Shape: int list
      /// Its memory runs along its first axis.
      Transposed: bool
      Seed: int }

    member item.Tensor =
        let shape = item.Shape |> List.map int64 |> Array.ofList
        let shape = if item.Transposed then Array.rev shape else shape
        let tensor = torch.empty(shape, item.Type)
        if tensor.numel() > 0L then
            let bytes = Array.zeroCreate tensor.bytes.Length
            Random(item.Seed).NextBytes bytes
            // A bool is 0 or 1.
            (if item.Type = torch.bool then Array.map (fun b -> b &&& 1uy) bytes else bytes).CopyTo tensor.bytes
        if item.Transposed then tensor.permute [| for axis in shape.Length - 1 .. -1 .. 0 -> int64 axis |] else tensor

type Contents = { Items: Item list; Metadata: (string * string) list }

/// What may stand where a safetensors file is expected.
type Found =
    | Noise of byte list
    | Header of text: string * lie: int * data: int
    | Damaged of Contents * Edit list

type CheckpointArguments =
    static member private Text =
        let sign =
            Gen.frequency
                [ 6, Gen.elements [ "a"; "B"; "0"; "."; "_"; " " ]
                  2, Gen.elements [ "\""; "\\"; "/"; "\000"; "\n"; "\u2028"; "\uFFFD"; "é"; "漢"; "😀" ]
                  1, Gen.choose (0, 0x10FFFF) |> Gen.filter Rune.IsValid |> Gen.map (fun rune -> Rune(rune).ToString()) ]
        Gen.choose (0, 12) |> Gen.bind (fun n -> Gen.listOfLength n sign) |> Gen.map (String.concat "")

    static member private Of = gen {
        let! count = Gen.choose (0, 4)
        let! names = Gen.listOfLength count CheckpointArguments.Text
        let! types =
            [ torch.float64; torch.float32; torch.float16; torch.bfloat16
              torch.int64; torch.int32; torch.int16; torch.int8; torch.uint8; torch.bool ]
            |> Gen.elements |> Gen.listOfLength count
        let! shapes = Gen.choose (0, 4) |> Gen.bind (fun axes -> Gen.listOfLength axes (Gen.choose (0, 4))) |> Gen.listOfLength count
        let! transposed = Gen.listOfLength count (Gen.elements [ true; false ])
        let! seed = Gen.choose (0, 1_000_000)
        let! metadata = Gen.choose (0, 3) |> Gen.bind (fun n -> Gen.listOfLength n (Gen.zip CheckpointArguments.Text CheckpointArguments.Text))
        return
            { Items =
                [ for i in 0 .. count - 1 ->
                      { Name = names[i]; Type = types[i]; Shape = shapes[i]; Transposed = transposed[i]; Seed = seed + i } ]
                |> List.distinctBy _.Name
                |> List.filter (fun item -> item.Name <> "__metadata__")
              Metadata = List.distinctBy fst metadata } }

    static member private Noise = ArbMap.defaults.ArbFor<byte>().Generator |> Gen.listOf |> Gen.map Noise

    /// Headers that are nearly right: members in wrong number and order, numbers at the limits, broken JSON.
    static member private Header =
        let number =
            Gen.elements [ "0"; "1"; "2"; "4"; "8"; "16"; "-1"; "1.5"; "1e3"; "4294967296"; "9223372036854775807"; "9223372036854775808"; "null"; "\"8\""; "[]" ]
        let numbers = Gen.choose (0, 4) |> Gen.bind (fun n -> Gen.listOfLength n number) |> Gen.map (fun all -> "[" + String.Join(",", all) + "]")
        let value =
            Gen.frequency
                [ 6, Gen.elements [ "\"F32\""; "\"F64\""; "\"U8\""; "\"BOOL\""; "\"BF16\""; "\"F8_E4M3\""; "\"F4\""; "\"X\""; "7" ]
                  6, numbers
                  1, Gen.elements [ "{}"; "{\"a\":{}}"; "\"\\uD800\""; "\"" ] ]
        let field = Gen.map2 (fun name value -> $"\"{name}\":{value}") (Gen.elements [ "dtype"; "shape"; "data_offsets"; "other" ]) value
        let offsets = Gen.frequency [ 3, Gen.elements [ "[0,0]"; "[0,4]"; "[0,8]"; "[0,16]" ]; 1, numbers ]
        let usual =
            Gen.map3
                (fun a b c -> $"\"dtype\":\"{a}\",\"shape\":{b},\"data_offsets\":{c}")
                (Gen.elements [ "F32"; "U8"; "BOOL"; "F64" ]) numbers offsets
        let members = Gen.frequency [ 3, usual; 1, Gen.choose (0, 4) |> Gen.bind (fun n -> Gen.listOfLength n field) |> Gen.map (String.concat ",") ]
        let entry =
            Gen.frequency
                [ 8, Gen.map2 (fun name all -> $"\"{name}\":{{{all}}}") (Gen.elements [ "a"; "b"; "" ]) members
                  1, Gen.elements [ "\"__metadata__\":{\"k\":\"v\"}"; "\"__metadata__\":{\"k\":1}"; "\"__metadata__\":[]"; "," ] ]
        let text = Gen.choose (0, 3) |> Gen.bind (fun n -> Gen.listOfLength n entry) |> Gen.map (String.concat ",")
        let around = Gen.frequency [ 8, Gen.constant ("{", "}"); 1, Gen.elements [ "[", "]"; "{", ""; "", ""; " {", "}"; "{", "} x"; "{", "}  " ] ]
        Gen.map4
            (fun (before, after) text lie data -> Header(before + text + after, lie, data))
            around text (Gen.frequency [ 8, Gen.constant 0; 1, Gen.choose (-9, 9) ]) (Gen.elements [ 0; 1; 4; 8; 16; 64 ])

    static member private Damaged = Gen.map2 (fun contents edits -> Damaged(contents, edits)) CheckpointArguments.Of Edits.some

    static member Contents() = Arb.fromGen CheckpointArguments.Of

    static member Found() =
        Gen.frequency [ 1, CheckpointArguments.Noise; 3, CheckpointArguments.Header; 3, CheckpointArguments.Damaged ] |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<CheckpointArguments> |], MaxTest = 300)>]
module CheckpointLaws =
    let private withFile law =
        let folder = Directory.CreateTempSubdirectory "promptgen-"
        try
            Tensors.inScope (fun () -> law (Path.Combine(folder.FullName, "some.safetensors")))
        finally
            folder.Delete true

    let private write (path: string) (contents: Contents) =
        SafeTensorsWriter.Write(path, [ for item in contents.Items -> struct (item.Name, item.Tensor) ], Map.ofList contents.Metadata)

    let private put (path: string) found =
        match found with
        | Noise bytes -> File.WriteAllBytes(path, Array.ofList bytes)
        | Header(text, lie, data) ->
            let header = Encoding.UTF8.GetBytes text
            File.WriteAllBytes(path, Array.concat [ BitConverter.GetBytes(int64 (header.Length + lie)); header; Array.zeroCreate data ])
        | Damaged(contents, edits) ->
            write path contents
            File.WriteAllBytes(path, Edits.apply edits (File.ReadAllBytes path))

    /// Reads every byte of what a file is said to hold; once it is open, nothing that libtorch has a type for may fail.
    let private readAll (file: SafeTensorsFile) =
        file.Tensors
        |> Seq.filter (fun stored -> ElementType.Scalar(stored.Type).HasValue)
        |> Seq.forall (fun stored ->
            use tensor = file.Read stored.Name
            let bytes = if tensor.numel() = 0L then 0L else int64 (tensor.bytes.ToArray().Length)
            List.ofArray tensor.shape = List.ofSeq stored.Shape && bytes = stored.End - stored.Begin)

    [<Property>]
    let ``what is written is what is read: names, types, shapes, bits and free text`` (contents: Contents) = withFile <| fun path ->
        write path contents
        use file = SafeTensorsFile.Open path
        [ for stored in file.Tensors -> stored.Name ] |> List.sort = (contents.Items |> List.map _.Name |> List.sort)
        && contents.Items |> List.forall (fun item -> Tensors.same item.Tensor (file.Read item.Name))
        && Map.ofSeq [ for KeyValue(key, value) in file.Metadata -> key, value ] = Map.ofList contents.Metadata

    [<Property(MaxTest = 2000)>]
    let ``any bytes are refused with a CheckpointException that names the file, or read to the last`` (found: Found) = withFile <| fun path ->
        put path found
        let opened =
            try
                Choice1Of2(SafeTensorsFile.Open path)
            with :? CheckpointException as e -> Choice2Of2 e
        match opened with
        | Choice1Of2 file -> using file readAll
        | Choice2Of2 e -> e.Message.Contains path
