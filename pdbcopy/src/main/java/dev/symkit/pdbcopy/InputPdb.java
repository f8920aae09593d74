// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The PDB to be copied, out of its cabinet if it is compressed.
 *
 * @param content its bytes
 * @param pdb the same, opened
 */
record InputPdb(ByteSource content, PdbFile pdb) implements Closeable {
    private static final int HEAD = 4;

    /**
     * Opens it.
     *
     * @param temporary directory for the content of a large compressed file
     */
    static InputPdb open(Path path, Path temporary) throws IOException {
        return open(path, file -> unpacked(file, path, temporary));
    }

    /** Opens one that must not be compressed. */
    static InputPdb open(Path path) throws IOException {
        return open(path, file -> {
            if (CompressedFile.recognise(head(file, CompressedFile.HEAD)).isPresent()) {
                throw new PdbCopyException(Reason.UNUSABLE, path + " is compressed");
            }
            return file;
        });
    }

    private interface Unpack {
        ByteSource content(ByteSource file) throws IOException;
    }

    private static InputPdb open(Path path, Unpack unpack) throws IOException {
        if (Files.isDirectory(path)) {
            throw new PdbCopyException(Reason.UNUSABLE, path + " is a directory, not a PDB");
        }
        if (!Files.exists(path)) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, path + " does not exist");
        }
        ByteSource file;
        try {
            file = FileByteSource.open(path);
        } catch (AccessDeniedException e) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, path + " cannot be read: access denied");
        }
        try {
            ByteSource content = unpack.content(file);
            try {
                return new InputPdb(content, open(content));
            } catch (IOException e) {
                content.close();
                throw e;
            }
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static byte[] head(ByteSource file, int length) throws IOException {
        byte[] head = new byte[(int) Math.min(length, file.size())];
        file.read(0, head, 0, head.length);
        return head;
    }

    private static ByteSource unpacked(ByteSource file, Path path, Path temporary) throws IOException {
        Optional<CompressedFile> compressed = CompressedFile.open(file, pdbName(path), Long.MAX_VALUE);
        if (compressed.isEmpty()) {
            return file;
        }
        ByteSource content = compressed.get().content(temporary);
        file.close();
        return content;
    }

    /** What a PDB is called in a file that holds several: {@code game.pdb} in {@code game.pd_} or {@code game.cab}. */
    private static String pdbName(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)) + ".pdb";
    }

    private static PdbFile open(ByteSource content) throws IOException {
        String kind = otherKind(head(content, HEAD));
        if (!kind.isEmpty()) {
            throw new PdbCopyException(Reason.UNUSABLE, content.name() + " is " + kind + ", not a PDB");
        }
        PdbFile pdb = PdbFile.open(content);
        if (pdb.container() instanceof MsfFile msf && msf.pageCount() * msf.pageSize() > content.size()) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    new Origin(content.name(), "MSF header", 0x28),
                    "the file has " + content.size() + " bytes, fewer than its " + msf.pageCount() + " pages of "
                            + msf.pageSize() + " bytes");
        }
        PdbInfo.read(pdb.container());
        return pdb;
    }

    private static String otherKind(byte[] head) {
        if (startsWith(head, "BSJB")) {
            return "a portable PDB, which has no public form";
        }
        if (startsWith(head, "MZ")) {
            return "an image (PE)";
        }
        return startsWith(head, "DI") ? "a DBG file" : "";
    }

    private static boolean startsWith(byte[] head, String magic) {
        if (head.length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if (head[i] != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
