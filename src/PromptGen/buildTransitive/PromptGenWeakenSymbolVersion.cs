using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a copy of a 64-bit ELF library in which the need for one symbol version is weak, so that the dynamic linker loads the
/// library where that version does not exist. Compiled by MSBuild (RoslynCodeTaskFactory). Layout: System V ABI, gABI "Dynamic
/// Section" and the Linux Standard Base, "Symbol Versioning" (Elf64_Verneed, Elf64_Vernaux).
/// </summary>
public sealed class PromptGenWeakenSymbolVersion : Task
{
    private const uint SectionDynamicSymbols = 11, SectionVersionNeeds = 0x6ffffffe, SectionVersionSymbols = 0x6fffffff;
    private const uint SectionRelocationsWithAddends = 4;
    private const int WeakFlag = 2;

    public string Source { get; set; }
    public string Destination { get; set; }
    public string Version { get; set; }
    public string Symbol { get; set; }

    private byte[] file;

    public override bool Execute()
    {
        try
        {
            file = File.ReadAllBytes(Source);
            var weakened = Weaken();
            Directory.CreateDirectory(Path.GetDirectoryName(Destination));
            // A new file under a name of its own, moved over the old one: nothing is ever written through a link.
            var temporary = Destination + "." + Guid.NewGuid().ToString("N");
            File.WriteAllBytes(temporary, file);
            if (File.Exists(Destination)) File.Delete(Destination);
            File.Move(temporary, Destination);
            Log.LogMessage(MessageImportance.Low, weakened
                ? "PromptGen: " + Destination + ": the need for " + Version + " is weak"
                : "PromptGen: " + Source + " does not need " + Version + "; copied as it is");
            return true;
        }
        catch (Exception e) when (e is InvalidDataException || e is IndexOutOfRangeException || e is ArgumentException || e is OverflowException)
        {
            Log.LogError("PromptGen cannot make '" + Source + "' loadable on systems without " + Version + ": " + e.Message
                + " Expected TorchSharp 0.107's libLibTorchSharp.so (64-bit little-endian ELF that needs " + Version + " only for " + Symbol
                + "). With another TorchSharp, set PromptGenLoadFix=false if it loads as it is.");
            return false;
        }
    }

    private bool Weaken()
    {
        if (file.Length < 64 || U32(0) != 0x464c457f || file[4] != 2 || file[5] != 1)
            throw new InvalidDataException("It is not a 64-bit little-endian ELF file.");
        var table = I64(0x28);
        int entrySize = U16(0x3A), count = U16(0x3C);
        if (table <= 0 || entrySize != 64 || table + (long)entrySize * count > file.Length)
            throw new InvalidDataException("Its section table lies outside the file.");

        var weakened = false;
        for (var i = 0; i < count; i++)
        {
            var section = table + (long)i * entrySize;
            if (U32(section + 4) != SectionVersionNeeds) continue;
            var strings = I64(table + U32(section + 40) * (long)entrySize + 24);
            var need = I64(section + 24);
            for (var left = U32(section + 44); left > 0; left--)
            {
                var auxiliary = need + U32(need + 8);
                for (int k = U16(need + 2); k > 0; k--)
                {
                    if (Text(strings + U32(auxiliary + 8)) == Version)
                    {
                        RefuseIfUsed(table, entrySize, count, U16(auxiliary + 6));
                        file[checked((int)auxiliary + 4)] |= WeakFlag;
                        weakened = true;
                    }
                    auxiliary += U32(auxiliary + 12);
                }
                need += U32(need + 12);
            }
        }
        return weakened;
    }

    // A weak need hides a missing symbol until it is called, so it is given only where no relocation can reach one.
    private void RefuseIfUsed(long table, int entrySize, int count, int version)
    {
        var withVersion = new HashSet<long>();
        for (var i = 0; i < count; i++)
        {
            var section = table + (long)i * entrySize;
            if (U32(section + 4) != SectionVersionSymbols) continue;
            var symbols = table + U32(section + 40) * (long)entrySize;
            if (U32(symbols + 4) != SectionDynamicSymbols) throw new InvalidDataException("Its symbol versions belong to no dynamic symbol table.");
            var strings = I64(table + U32(symbols + 40) * (long)entrySize + 24);
            for (long k = 0, n = I64(section + 32) / 2; k < n; k++)
            {
                if ((U16(I64(section + 24) + 2 * k) & 0x7fff) != version) continue;
                var name = Text(strings + U32(I64(symbols + 24) + 24 * k));
                if (name != Symbol) throw new InvalidDataException("It takes '" + name + "' from " + Version + ".");
                withVersion.Add(k);
            }
        }
        for (var i = 0; i < count; i++)
        {
            var section = table + (long)i * entrySize;
            if (U32(section + 4) != SectionRelocationsWithAddends) continue;
            long start = I64(section + 24), end = start + I64(section + 32);
            for (var r = start; r < end; r += 24)
                if (withVersion.Contains(U32(r + 12))) throw new InvalidDataException("A relocation refers to " + Symbol + ".");
        }
    }

    private uint U32(long at) { return BitConverter.ToUInt32(file, checked((int)at)); }
    private ushort U16(long at) { return BitConverter.ToUInt16(file, checked((int)at)); }
    private long I64(long at) { return BitConverter.ToInt64(file, checked((int)at)); }

    private string Text(long at)
    {
        int start = checked((int)at), end = start;
        while (file[end] != 0) end++;
        return Encoding.ASCII.GetString(file, start, end - start);
    }
}
