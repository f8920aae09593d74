// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.compress.ZipArchive;
import dev.symkit.compress.ZippedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.route.RequestTarget;
import dev.symkit.symproxy.route.Target;
import dev.symkit.symproxy.route.TargetParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of an uploaded ZIP archive: either each at {@code NAME/INDEX/LEAF}, as Mozilla's server takes them, or any files that have keys. No
 * member's name is ever part of a path here. Confined to one upload.
 */
final class ZipMembers {
    private static final Pattern BAD_NAME =
            Pattern.compile("[/\\\\].*|.*\\\\.*|[A-Za-z]:.*|(.*/)?\\.\\.?(/.*)?|.*[\\x00-\\x1F].*");
    private static final byte[] ARCHIVE = {'P', 'K', 3, 4};

    private final FileJudge judge;
    private final TargetParser parser;
    private final Spool spool;
    private final boolean keyed;

    /**
     * Reads members.
     *
     * @param parser knows one directory, the root
     * @param keyed whether the keys are those of the files, whatever their names
     */
    ZipMembers(FileJudge judge, TargetParser parser, Spool spool, boolean keyed) {
        this.judge = judge;
        this.parser = parser;
        this.spool = spool;
        this.keyed = keyed;
    }

    /** A file that is not taken. */
    record Rejected(String file, String reason) {}

    /** What became of one member: what it may be stored as, or why not. */
    private record Looked(List<Candidate> candidates, Optional<Rejected> rejected) {}

    /** What is in an archive. */
    record Contents(List<Candidate> candidates, List<Rejected> rejected) {}

    /**
     * Unpacks an archive and looks at its files.
     *
     * @param free bytes on the disk
     * @throws RefusedException if the archive as a whole is refused
     */
    Contents read(Path archive, long free) throws IOException, RefusedException {
        UploadRules rules = judge.rules();
        try (ByteSource source = FileByteSource.open(archive)) {
            ZipArchive zip = ZipArchive.open(source, rules.maxMembers());
            List<ZippedFile> files = zip.files().stream()
                    .filter(file -> !file.name().endsWith("/"))
                    .toList();
            long sum = 0;
            for (ZippedFile file : files) {
                sum += Math.min(file.size(), Long.MAX_VALUE - sum);
            }
            if (sum > free) {
                throw Spool.noSpace();
            }
            int threads = Runtime.getRuntime().availableProcessors();
            List<Looked> all = new Parallel(threads).map(files, file -> looked(zip, file));
            return sorted(all);
        } catch (FormatException e) {
            throw new RefusedException(
                    e.kind() == FormatException.Kind.LIMIT ? RefusedException.TOO_LARGE : RefusedException.BAD_REQUEST,
                    FileJudge.reason(e));
        }
    }

    private static Contents sorted(List<Looked> all) {
        List<Candidate> candidates = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        Set<SymbolKey> keys = new HashSet<>();
        for (Looked looked : all) {
            looked.rejected().ifPresent(rejected::add);
            for (Candidate candidate : looked.candidates()) {
                if (keys.add(candidate.key().canonical())) {
                    candidates.add(candidate);
                } else {
                    rejected.add(new Rejected(candidate.shown(), "another file of the archive has the same key"));
                }
            }
        }
        return new Contents(candidates, rejected);
    }

    private Looked looked(ZipArchive zip, ZippedFile member) throws IOException {
        try {
            return new Looked(candidates(zip, member), Optional.empty());
        } catch (FormatException e) {
            return rejected(member, FileJudge.reason(e));
        } catch (RefusedException e) {
            return rejected(member, e.reason());
        }
    }

    private static Looked rejected(ZippedFile member, String reason) {
        return new Looked(List.of(), Optional.of(new Rejected(member.name(), reason)));
    }

    private List<Candidate> candidates(ZipArchive zip, ZippedFile member) throws IOException, RefusedException {
        String name = member.name();
        if (BAD_NAME.matcher(name).matches()) {
            throw refused("that name is not allowed in an archive");
        }
        long most = judge.rules().mostUnpacked(member.packedSize());
        if (keyed) {
            Path file = unpacked(zip, member, most);
            return judge.keyed(name, file, SymbolKey.fileName(name));
        }
        RequestTarget target = parser.parse(asTarget(name));
        if (!(target.target() instanceof Target.File wanted)) {
            throw refused("is not at NAME/INDEX/FILE");
        }
        Path file = unpacked(zip, member, most);
        return List.of(judge.under(name, file, wanted.key(), wanted.leaf()));
    }

    private static String asTarget(String name) {
        StringBuilder target = new StringBuilder();
        for (String each : name.split("/", -1)) {
            target.append('/')
                    .append(URLEncoder.encode(each, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return target.toString();
    }

    private Path unpacked(ZipArchive zip, ZippedFile member, long most) throws IOException, RefusedException {
        if (member.size() > most) {
            throw refused(member.size() + " bytes are too many for " + member.packedSize() + " packed ones");
        }
        Path file = spool.next();
        try (InputStream in = zip.stream(member, most)) {
            Files.copy(in, file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Arrays.equals(in.readNBytes(ARCHIVE.length), ARCHIVE)) {
                throw refused("is an archive in an archive");
            }
        }
        return file;
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(RefusedException.UNPROCESSABLE, reason);
    }
}
