// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static dev.symkit.symstore.cli.Rules.text;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Shares;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.files.AddChoices;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.IndexedFiles;
import dev.symkit.symstore.files.KeyRules;
import dev.symkit.symstore.files.RelativePaths;
import dev.symkit.symstore.files.SelectedFiles;
import dev.symkit.symstore.files.SourceFinder;
import dev.symkit.symstore.files.WriteIndex;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** From the options of {@code add} to what is to be done. */
final class AddPlan {
    private final AddSwitches add;
    private final TextOptions texts;
    private final FileOptions files;
    private final StoreOptions common;
    private final ToolContext context;
    private final Shares shares;

    AddPlan(AddSwitches add, TextOptions texts, FileOptions files, StoreOptions common, ToolContext context)
            throws UsageException, IOException {
        this.add = add;
        this.texts = texts;
        this.files = files;
        this.common = common;
        this.context = context;
        this.shares = common.shares.shares(context);
    }

    /** The add to a store. */
    AddFiles.Request request() throws UsageException, IOException {
        StoreTarget target = common.target(context);
        Optional<RelativePaths> relative =
                add.relative ? Optional.of(new RelativePaths(absolute(target.store()))) : Optional.empty();
        UnaryOperator<String> recorded =
                path -> relative.map(paths -> paths.toOrAbsolute(path)).orElse(path);
        return new AddFiles.Request(
                target,
                sources(recorded),
                text(texts.product),
                text(texts.version),
                text(texts.comment),
                choices().options(),
                add.layoutOnly,
                relative);
    }

    /** The writing of an index file. */
    WriteIndex.Request indexRequest() throws UsageException {
        return new WriteIndex.Request(
                common.workOnly(context),
                selected(UnaryOperator.identity()),
                absolute(text(add.share)),
                file(text(add.writeIndex)),
                add.append,
                !add.unquoted);
    }

    /** The index file that gets to know the transaction. */
    Optional<Path> marked() throws UsageException {
        return add.markIndex == null ? Optional.empty() : Optional.of(file(add.markIndex));
    }

    private SourceFinder sources(UnaryOperator<String> recorded) throws UsageException {
        if (add.indexToRead().isEmpty()) {
            return selected(recorded);
        }
        return new IndexedFiles(
                file(add.indexToRead().get()),
                text(add.share),
                shares,
                rules(),
                add.verify,
                add.pointers,
                recorded,
                FileOptions.temporary());
    }

    private SelectedFiles selected(UnaryOperator<String> recorded) throws UsageException {
        boolean localAllowed = !add.pointers || add.local || add.relative;
        return files.selected(shares, rules(), recorded, localAllowed);
    }

    private KeyRules rules() throws UsageException {
        KeyRules.PortableKey portable = KeyRules.PortableKey.BOTH;
        if (add.portableKey != null) {
            try {
                portable = KeyRules.PortableKey.valueOf(add.portableKey.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw Rules.invalid(add.portableKey, "--portable-key");
            }
        }
        return KeyRules.of(add.ssqp, add.lowerCase, portable, add.strictCompat, Optional.ofNullable(add.filter));
    }

    private AddChoices choices() throws UsageException {
        Optional<AddChoices.Pointers> pointers = add.pointers
                ? Optional.of(new AddChoices.Pointers(Optional.ofNullable(add.message), add.ptrPrefix))
                : Optional.empty();
        Optional<AddChoices.Compression> compression = add.compress == null || add.pointers
                ? Optional.empty()
                : Optional.of(new AddChoices.Compression(add.compress, maxCompress()));
        return new AddChoices(
                add.twoTier,
                pointers,
                compression,
                !add.noRefs,
                !add.noForceCopy,
                add.skipExisting,
                add.refuseClassChange,
                add.lowerCase || add.ssqp,
                Optional.ofNullable(add.preferPrefix).map(this::absolute),
                Optional.ofNullable(add.preferClass));
    }

    private long maxCompress() throws UsageException {
        String value = add.maxCompress;
        if (value == null) {
            return Long.MAX_VALUE;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw Rules.invalid(value, "--max-compress");
        }
        return Long.parseLong(value);
    }

    /** A path for people and records: that of a share or another system as it is, else absolute. */
    private String absolute(String path) {
        boolean foreign = shares.isRecordedAsGiven(path) || path.matches("[A-Za-z]:[\\\\/].*|[A-Za-z0-9+.-]+://.*");
        try {
            return foreign ? path : context.resolve(path).toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    private Path file(String path) throws UsageException {
        try {
            return context.resolve(shares.local(path));
        } catch (InvalidPathException e) {
            throw UsageException.rule("'" + path + "' is not a path.");
        }
    }
}
