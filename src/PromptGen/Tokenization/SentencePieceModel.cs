using System.Globalization;
using Google.Protobuf;
using PromptGen.Checkpoints;
using PromptGen.Files;

namespace PromptGen.Tokenization;

/// <summary>A SentencePiece model: its pieces with their scores, and how it normalizes text.</summary>
/// <remarks>The fields of sentencepiece_model.proto that decide ids.</remarks>
internal sealed class SentencePieceModel
{
    /// <summary>DeBERTa v2 and v3; GLM; XLM-RoBERTa and CamemBERT; ALBERT.</summary>
    public static readonly string[] FileNames = ["spm.model", "cog-pretrain.model", "sentencepiece.bpe.model", "spiece.model"];

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    private string? mask;

    private SentencePieceModel(string path) => Path = path;

    public string Path { get; }

    /// <summary>The pieces by id.</summary>
    public List<(string Text, float Score, PieceType Type)> Pieces { get; } = [];

    /// <summary>Whether characters that no piece spells are spelled byte by byte.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether pieces are merged pair by pair (BPE), and not chosen by their probability (unigram).</summary>
    public bool Merges { get; private set; }

    /// <summary>Whether text is read as if a space stood before it.</summary>
    public bool DummyPrefix { get; init; } = true;

    /// <summary>Whether runs of spaces become one and those at both ends none.</summary>
    public bool RemoveExtraSpaces { get; init; } = true;

    /// <summary>The normalization map; empty: there is none.</summary>
    public CharacterMap Characters { get; private set; } = CharacterMap.Empty;

    /// <summary>The scores by id in double precision, where the file is a tokenizer.json; else null.</summary>
    public IReadOnlyList<double>? ExactScores { get; init; }

    /// <summary>The id of the unknown piece.</summary>
    public int Unknown { get; private set; }

    /// <summary>The ids of the byte pieces by byte; empty without byte fallback.</summary>
    public int[] Bytes { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged, or not a unigram or BPE model.</exception>
    public static SentencePieceModel Read(string path)
    {
        if (!File.Exists(path)) throw new CheckpointException($"{path}: there is no such file; a SentencePiece tokenizer needs its model.");
        var bytes = RegularFile.ReadBytes(path, CheckpointFile.SentencePiece);
        var input = new CodedInputStream(bytes);
        try
        {
            var (kind, byteFallback, suffix) = (1, false, false);
            var (dummy, remove, escape) = (true, true, true);
            var map = ByteString.Empty;
            var pieces = new List<(string, float, PieceType)>();
            while (input.ReadTag() is var tag and not 0)
            {
                switch (WireFormat.GetTagFieldNumber(tag))
                {
                    case 1:
                        pieces.Add(ReadPiece(input.ReadBytes()));
                        break;
                    case 2:
                        var trainer = input.ReadBytes().CreateCodedInput();
                        while (trainer.ReadTag() is var field and not 0)
                        {
                            if (field == WireFormat.MakeTag(3, WireFormat.WireType.Varint)) kind = trainer.ReadEnum();
                            else if (field == WireFormat.MakeTag(24, WireFormat.WireType.Varint)) suffix = trainer.ReadBool();
                            else if (field == WireFormat.MakeTag(35, WireFormat.WireType.Varint)) byteFallback = trainer.ReadBool();
                            else trainer.SkipLastField();
                        }
                        break;
                    case 3:
                        var normalizer = input.ReadBytes().CreateCodedInput();
                        while (normalizer.ReadTag() is var field and not 0)
                        {
                            if (field == WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited)) map = normalizer.ReadBytes();
                            else if (field == WireFormat.MakeTag(3, WireFormat.WireType.Varint)) dummy = normalizer.ReadBool();
                            else if (field == WireFormat.MakeTag(4, WireFormat.WireType.Varint)) remove = normalizer.ReadBool();
                            else if (field == WireFormat.MakeTag(5, WireFormat.WireType.Varint)) escape = normalizer.ReadBool();
                            else normalizer.SkipLastField();
                        }
                        break;
                    default:
                        input.SkipLastField();
                        break;
                }
            }
            if (kind is not (1 or 2)) throw new CheckpointException($"{path}: the model's type is {kind}; expected 1 (unigram) or 2 (BPE).");
            if (suffix) throw new CheckpointException($"{path}: treats whitespace as suffix, which is not supported; expected it as prefix.");
            if (!escape) throw new CheckpointException($"{path}: does not escape whitespace, which is not supported; expected that it does.");
            return Checked(path, pieces, kind == 2, byteFallback, dummy, remove, CharacterMap.Read(map.Memory, path));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new CheckpointException($"{path}: is damaged near byte {input.Position} of {bytes.Length}: {e.Message} Expected a SentencePiece model.", e);
        }
    }

    /// <summary>A model out of what a file holds.</summary>
    /// <exception cref="CheckpointException">The pieces do not make one.</exception>
    public static SentencePieceModel Checked(
        string path, IReadOnlyList<(string Text, float Score, PieceType Type)> pieces, bool merges, bool byteFallback, bool dummyPrefix, bool removeExtraSpaces,
        CharacterMap characters, IReadOnlyList<double>? exactScores = null)
    {
        var model = new SentencePieceModel(path)
        {
            Merges = merges, ByteFallback = byteFallback, DummyPrefix = dummyPrefix, RemoveExtraSpaces = removeExtraSpaces, Characters = characters, ExactScores = exactScores,
        };
        var (ids, unknown) = (model.ids, -1);
        for (var id = 0; id < pieces.Count; id++)
        {
            var (text, score, type) = pieces[id];
            var place = $"{path}: piece {id}";
            if (text.Length == 0) throw new CheckpointException($"{place} is empty; expected a text.");
            if (!ids.TryAdd(text, id)) throw new CheckpointException($"{place} is '{text}', which piece {ids[text]} is; expected every piece once.");
            if (!float.IsFinite(score)) throw new CheckpointException($"{place}, '{text}', has the score {score.ToString(CultureInfo.InvariantCulture)}; expected a finite number.");
            if (!Enum.IsDefined(type)) throw new CheckpointException($"{place}, '{text}', has the type {(int)type}; expected 1 to 6.");
            if (type == PieceType.Unknown && unknown >= 0) throw new CheckpointException($"{place}, '{text}', is of type 2 (unknown), as piece {unknown} is; expected one.");
            if (type == PieceType.Unknown) unknown = id;
            model.Pieces.Add((text, score, type));
        }
        model.Unknown = unknown >= 0 ? unknown : throw new CheckpointException($"{path}: none of {pieces.Count} pieces is of type 2 (unknown); expected one.");
        if (pieces.All(piece => piece.Type != PieceType.Normal)) throw new CheckpointException($"{path}: none of {pieces.Count} pieces is of type 1 (normal); expected some.");
        if (byteFallback)
        {
            model.Bytes = [.. Enumerable.Range(0, 256).Select(value => ids.TryGetValue($"<0x{value:X2}>", out var id) && pieces[id].Type == PieceType.Byte
                ? id
                : throw new CheckpointException($"{path}: falls back to bytes and has no byte piece '<0x{value:X2}>'; expected one for each of the 256 bytes."))];
        }
        return model;
    }

    /// <summary>
    /// The same pieces under fairseq's ids, which has special tokens of its own first. Its dictionary and not the model file decided the ids that XLM-RoBERTa
    /// and CamemBERT were trained with (Hugging Face's slow tokenizers add the same offsets).
    /// </summary>
    /// <param name="family">Whose dictionary.</param>
    /// <exception cref="CheckpointException">The file does not begin with the three pieces that the dictionary stands for.</exception>
    public SentencePieceModel UnderFairseqIds(TokenizerFamily family)
    {
        if (!Pieces.Take(3).Select(piece => piece.Text).SequenceEqual(["<unk>", "<s>", "</s>"]))
            throw new CheckpointException($"{Path}: begins with {string.Join(", ", Pieces.Take(3).Select(piece => $"'{piece.Text}'"))}; expected '<unk>', '<s>', '</s>'.");
        (string, float, PieceType) Special(string text, PieceType type = PieceType.Control) => (text, 0f, type);
        List<(string, float, PieceType)> first = family == TokenizerFamily.Camembert
            ?
            [
                Special("<s>NOTUSED"), Special("<pad>"), Special("</s>NOTUSED"), Special("<unk>", PieceType.Unknown), Special("<unk>NOTUSED"), Special("<s>"), Special("</s>"),
            ]
            : [Special("<s>"), Special("<pad>"), Special("</s>"), Special("<unk>", PieceType.Unknown)];
        var model = Checked(Path, [.. first, .. Pieces.Skip(3)], Merges, ByteFallback, DummyPrefix, RemoveExtraSpaces, Characters);
        model.mask = "<mask>";
        return model;
    }

    /// <summary>The pieces as a vocabulary; under fairseq's ids <c>&lt;mask&gt;</c> is its last entry.</summary>
    public BaseVocabulary Vocabulary => mask is null || ids.ContainsKey(mask)
        ? new BaseVocabulary(Path, Pieces.Count, ids)
        : new BaseVocabulary(Path, Pieces.Count + 1, new Dictionary<string, int>(ids, StringComparer.Ordinal) { [mask] = Pieces.Count });

    /// <summary>The id of a piece, or null where there is no such piece.</summary>
    public int? Id(string text) => ids.TryGetValue(text, out var id) ? id : null;

    private static (string, float, PieceType) ReadPiece(ByteString bytes)
    {
        var input = bytes.CreateCodedInput();
        var (text, score, type) = ("", 0f, PieceType.Normal);
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited)) text = input.ReadString();
            else if (tag == WireFormat.MakeTag(2, WireFormat.WireType.Fixed32)) score = input.ReadFloat();
            else if (tag == WireFormat.MakeTag(3, WireFormat.WireType.Varint)) type = (PieceType)input.ReadEnum();
            else input.SkipLastField();
        }
        return (text, score, type);
    }
}
