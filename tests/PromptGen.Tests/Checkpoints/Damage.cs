namespace PromptGen.Tests.Checkpoints;

/// <summary>What disks, networks and hands do to files.</summary>
internal static class Damage
{
    /// <summary>Damages a copy.</summary>
    /// <param name="sound">The bytes.</param>
    /// <param name="random">Decides.</param>
    /// <param name="start">The first byte that may change.</param>
    /// <param name="length">How many from there on may; null: where a file describes itself, at both ends.</param>
    public static byte[] Of(byte[] sound, Random random, int start = 0, int? length = null)
    {
        var bytes = sound.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = Math.Min(Place(), bytes.Count - 1);
            var some = random.Next(1, Math.Min(9, bytes.Count - at + 1));
            switch (random.Next(8))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = (byte)random.Next('0', '9' + 1); break;
                case 3: bytes.RemoveRange(at, some); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, some)); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                case 6:
                    for (var i = 0; i < some; i++) bytes[at + i] = 0xFF;
                    break;
                default: bytes.AddRange(new byte[some]); break;
            }
        }
        return [.. bytes];

        int Place()
        {
            if (length is { } within) return start + random.Next(within);
            const int end = 2500;
            return random.Next(3) switch
            {
                0 => random.Next(sound.Length),
                1 => random.Next(Math.Min(end, sound.Length)),
                _ => sound.Length - 1 - random.Next(Math.Min(end, sound.Length)),
            };
        }
    }
}
