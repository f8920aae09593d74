// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.cache.Unpacker;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.Content;
import dev.symkit.symsrv.client.store.Landing;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.client.store.Target;
import dev.symkit.symsrv.client.store.Visitor;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first file of a store that can be used: it is checked, and decompressed on trial. Confined to one thread, but for
 * {@link #land} and {@link #cannotLand}.
 */
final class Selection implements Visitor, Closeable {
    private final Places places;
    private final Lookup lookup;
    private final FileCheck.Level level;
    private final Pointers pointers;
    private final Set<Target> refused = ConcurrentHashMap.newKeySet();
    private final Trails trails = new Trails();
    private @Nullable Hit hit;
    private @Nullable String location;

    Selection(Places places, Lookup lookup, FileCheck.Level level, Pointers pointers) {
        this.places = places;
        this.lookup = lookup;
        this.level = level;
        this.pointers = pointers;
    }

    /** What was taken. */
    Optional<Hit> hit() {
        return Optional.ofNullable(hit);
    }

    /** Where the file is that was found, and left there. */
    Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** The places for copies. */
    Places places() {
        return places;
    }

    /** The pointers that are followed right now. */
    Trails trails() {
        return trails;
    }

    @Override
    public boolean done() {
        return hit != null || location != null;
    }

    @Override
    public void located(String where) {
        location = where;
    }

    @Override
    public Optional<Absence> file(Content content, boolean compressed) throws IOException {
        boolean taken = false;
        try {
            Optional<Absence> problem = judge(content, compressed);
            taken = problem.isEmpty();
            problem.ifPresent(absence -> lookup.warn(absence.reason()));
            return problem;
        } finally {
            if (!taken) {
                content.close();
            }
        }
    }

    private Optional<Absence> judge(Content content, boolean compressed) throws IOException {
        try (ByteSource source = content.open()) {
            boolean packed = compressed;
            Optional<FileCheck.Problem> problem =
                    compressed ? FileCheck.checkCompressed(source) : FileCheck.check(source, lookup.key(), level);
            if (!compressed && Unpacker.isCompressed(source) && !isWhatItSays(source)) {
                packed = true; // some servers give the compressed file under the plain name
                problem = Optional.empty();
            }
            if (!packed && problem.isEmpty()) {
                problem = refused(source);
            }
            if (problem.isPresent()) {
                return problem.map(each -> unusable(content, each.code(), each.reason()));
            }
            if (!packed || lookup.options().noCopy() || lookup.options().dontUncompress()) {
                hit = new Hit(content, packed, Optional.empty(), Optional.empty());
                return Optional.empty();
            }
            return unpack(content, source);
        }
    }

    private Optional<FileCheck.Problem> refused(ByteSource source) throws IOException {
        try {
            return lookup.request()
                    .filter()
                    .refuse(source)
                    .map(reason -> new FileCheck.Problem(ResultCode.INVALID_DATA, reason));
        } catch (FormatException e) {
            return Optional.of(new FileCheck.Problem(ResultCode.BAD_FORMAT, "bad format: " + e.getMessage()));
        }
    }

    private boolean isWhatItSays(ByteSource source) throws IOException {
        return FileCheck.check(source, lookup.key(), FileCheck.Level.MAGIC).isEmpty();
    }

    private static Absence unusable(Content content, ResultCode code, String reason) {
        return Absence.unusable(code, content.shown() + " " + reason);
    }

    private Optional<Absence> unpack(Content content, ByteSource source) throws IOException {
        Landing landing = places.begin(places.bottom(), lookup);
        boolean taken = false;
        try {
            lookup.listener().size(-1);
            Unpacker.unpack(
                    source,
                    lookup.key().name(),
                    new Unpacker.Into(landing.file(), done -> lookup.listener().progress(done, -1)),
                    places.maxFileSize());
            FileCheck.Level wanted = FileCheck.ofCopies(level, lookup.key().name());
            Optional<FileCheck.Problem> problem = FileCheck.check(landing.file().content(), lookup.key(), wanted);
            if (problem.isEmpty()) {
                problem = refused(landing.file().content());
            }
            if (problem.isPresent()) {
                return problem.map(each -> unusable(content, each.code(), "holds a file that " + each.reason()));
            }
            hit = new Hit(content, true, Optional.of(landing), Optional.empty());
            taken = true;
            return Optional.empty();
        } catch (FormatException e) {
            ResultCode code =
                    e.kind() == FormatException.Kind.UNSUPPORTED ? ResultCode.BAD_FORMAT : ResultCode.FILE_CORRUPT;
            return Optional.of(unusable(content, code, "cannot be decompressed: " + e.getMessage()));
        } finally {
            if (!taken) {
                landing.close();
            }
        }
    }

    @Override
    public Optional<Absence> pointer(FilePointer pointer, SearchStore from, String directory) throws IOException {
        Absence absence = pointers.follow(new Pointers.Trail(pointer, from, directory), this, lookup);
        Hit found = hit;
        if (found != null) {
            hit = found.by(Optional.of(pointer).filter(Pointers::isTheSameEverywhere));
        }
        return done() ? Optional.empty() : Optional.of(absence);
    }

    @Override
    public Landing land() throws IOException {
        return places.begin(places.nearest(refused), lookup);
    }

    @Override
    public boolean cannotLand(Landing landing, IOException failure) {
        lookup.warn(landing.name() + " cannot be written: " + failure.getMessage());
        landing.target().ifPresent(refused::add);
        return landing.target().isPresent(); // a file that stays where it is was in the last place
    }

    @Override
    public void close() throws IOException {
        if (hit != null) {
            hit.close();
        }
    }
}
