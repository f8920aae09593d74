// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.format.io.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** ZIP archives as the JDK writes them. */
final class ZipBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream out = new ZipOutputStream(bytes);

    ZipBuilder deflated(String name, byte[] content) {
        return add(new ZipEntry(name), content);
    }

    ZipBuilder stored(String name, byte[] content) {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return add(entry, content);
    }

    private ZipBuilder add(ZipEntry entry, byte[] content) {
        entry.setTimeLocal(LocalDateTime.of(2026, 11, 25, 8, 15, 30));
        try {
            out.putNextEntry(entry);
            out.write(content);
            out.closeEntry();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    ZipBuilder comment(String comment) {
        out.setComment(comment);
        return this;
    }

    byte[] build() {
        try {
            out.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** An archive of ours with its sizes in Zip64 fields. */
    static byte[] zip64(String name, byte[] content) {
        CabinetOptions options = CabinetOptions.of(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        CabinetRequest request = new CabinetRequest(ByteSource.of(name, content), name, Instant.EPOCH);
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path path = files.getPath("out.zip");
            try (FileChannel out = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                new ZipWriter(options, 0).write(request, out);
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes of a text, for content. */
    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
