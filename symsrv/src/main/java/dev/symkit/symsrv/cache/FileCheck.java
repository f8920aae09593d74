// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.StreamContainer;
import dev.symkit.format.msfz.MsfzFile;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.FileKind;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a file is what its key promises (symsrv.md 14). */
public final class FileCheck {
    private static final int GUID_DIGITS = 32;
    private static final Pattern WINDOWS_INDEX = Pattern.compile("[0-9A-Fa-f]{9,40}");

    /** Helpers of the .NET run time, which are filed under the key of another file (symbol-store-format.md 2.6). */
    private static final Pattern FOREIGN_KEY = Pattern.compile("(mscordac|mscordbi|sos).*\\.dll");

    private static final KeyReader KEYS = KeyReader.withOtherSystems();

    private FileCheck() {}

    /** How closely it is looked at. */
    public enum Level {
        /** Not at all, but an empty file or a directory is never usable. */
        NONE,
        /** By its first bytes. */
        MAGIC,
        /** By its GUID or timestamp and size, not by its age, and whether it is there to its end. */
        IDENTITY_OF_ANY_AGE,
        /** By its whole identity, and whether it is there to its end. */
        IDENTITY
    }

    /**
     * Why a file is not what is wanted.
     *
     * @param code the same as SymSrv says it
     * @param reason in words, without the name of the file
     */
    public record Problem(ResultCode code, String reason) {}

    /** How closely a file is looked at before it is copied into a cache: at its identity, unless nothing is to be checked (13, rule 2). */
    public static Level ofCopies(Level level, String name) {
        boolean foreign = FOREIGN_KEY.matcher(name.toLowerCase(Locale.ROOT)).matches();
        return level == Level.MAGIC && !foreign ? Level.IDENTITY : level;
    }

    /**
     * Looks at an uncompressed file.
     *
     * @param key that it is found under; its name tells the kind
     * @return what is wrong; empty if it is usable
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be read
     */
    public static Optional<Problem> check(Path file, SymbolKey key, Level level) throws IOException {
        if (Files.readAttributes(file, BasicFileAttributes.class).isDirectory()) {
            return Optional.of(new Problem(ResultCode.INVALID_DATA, "is a directory"));
        }
        try (ByteSource source = FileByteSource.open(file)) {
            return check(source, key, level);
        }
    }

    /** The same for one that is open. */
    public static Optional<Problem> check(ByteSource source, SymbolKey key, Level level) throws IOException {
        Optional<Problem> problem = Magic.check(source, key.name(), level != Level.NONE);
        if (problem.isPresent() || level.compareTo(Level.MAGIC) <= 0) {
            return problem;
        }
        if (ContentHash.is(key.index())) {
            String own = ContentHash.of(source);
            return own.equalsIgnoreCase(key.index()) ? Optional.empty() : mismatch("is of " + own);
        }
        try {
            Optional<FileIdentity> identity = KEYS.identify(source);
            if (identity.isEmpty()) {
                if (CutOff.startsLikeOneWithAKey(source)) {
                    return Optional.of(
                            new Problem(ResultCode.BAD_FORMAT, "bad format: it begins as one but has no key"));
                }
                return needsIdentity(key) ? mismatch("has no identity") : Optional.empty();
            }
            return matches(source, identity.get(), key.index(), level)
                    ? CutOff.check(source, identity.get())
                    : mismatch("is of " + identity.get().index());
        } catch (FormatException e) {
            return Optional.of(new Problem(ResultCode.BAD_FORMAT, "bad format: " + e.getMessage()));
        }
    }

    private static Optional<Problem> mismatch(String reason) {
        return Optional.of(new Problem(ResultCode.INVALID_DATA, reason));
    }

    /** Whether a key is one that only files with an identity have: a PDB, a DBG file or an image for Windows. */
    private static boolean needsIdentity(SymbolKey key) {
        return Magic.isWindows(key.name()) && WINDOWS_INDEX.matcher(key.index()).matches();
    }

    /**
     * Looks at the first bytes of a compressed file.
     *
     * @return what is wrong; empty if it may be one
     * @throws IOException if it cannot be read
     */
    public static Optional<Problem> checkCompressed(ByteSource source) throws IOException {
        return Unpacker.isCompressed(source)
                ? Optional.empty()
                : Optional.of(new Problem(ResultCode.INVALID_DATA, "is no compressed file of a known kind"));
    }

    /** Whether the file at a place can be told at once not to be what its name says. One that cannot be read is not. */
    static boolean isUnusable(Path file, String name) {
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class).isDirectory()) {
                return true;
            }
            try (ByteSource source = FileByteSource.open(file)) {
                return (name.endsWith("_") ? checkCompressed(source) : Magic.check(source, name, true)).isPresent();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean matches(ByteSource source, FileIdentity identity, String index, Level level)
            throws IOException {
        if (identity.hasIndex(index)) {
            return true;
        }
        boolean isPdb =
                List.of(FileKind.PDB7, FileKind.PDB2, FileKind.PORTABLE_PDB).contains(identity.kind());
        int digits = identity.kind() == FileKind.PDB2 ? 8 : GUID_DIGITS;
        if (!isPdb || !start(index, digits).equals(start(identity.index(), digits))) {
            return false;
        }
        return level == Level.IDENTITY_OF_ANY_AGE
                || identity.kind() == FileKind.PORTABLE_PDB
                || isAgeOfInfoStream(source, index.substring(Math.min(digits, index.length())));
    }

    private static String start(String index, int digits) {
        return index.substring(0, Math.min(digits, index.length())).toLowerCase(Locale.ROOT);
    }

    /** The age in the PDB stream, which tools that rewrite a PDB count up, differs from that in the DBI stream at times. */
    private static boolean isAgeOfInfoStream(ByteSource source, String age) throws IOException {
        PdbInfo info = PdbInfo.read(container(source));
        String own = info.age() == 0 ? "" : Long.toHexString(info.age());
        return own.equalsIgnoreCase(age);
    }

    private static StreamContainer container(ByteSource source) throws IOException {
        byte[] head = new byte[(int) Math.min(MsfFile.MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        return MsfFile.recognise(head).filter(MsfFile.Version.MSFZ::equals).isPresent()
                ? MsfzFile.open(source)
                : MsfFile.open(source);
    }
}
