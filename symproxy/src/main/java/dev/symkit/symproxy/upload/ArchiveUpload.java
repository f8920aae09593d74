// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.symproxy.route.TargetParser;
import dev.symkit.symproxy.route.TargetRules;
import dev.symkit.symproxy.web.Form;
import dev.symkit.symproxy.web.Query;
import dev.symkit.symproxy.web.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A ZIP archive that a client sends in a form, or has the server fetch.
 *
 * @param judge looks at its files
 * @param spool where it waits
 * @param free bytes on the disk of that
 */
record ArchiveUpload(FileJudge judge, Spool spool, long free) {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MOST_OF_FORM = 64 << 10;

    /**
     * What came.
     *
     * @param contents the files of the archive
     * @param fields those of the query and of the form
     */
    record Received(ZipMembers.Contents contents, Query fields) {}

    /**
     * Takes an archive.
     *
     * @throws RefusedException if there is none, or it is refused as a whole
     */
    Received receive(Request request, Query query) throws IOException, RefusedException {
        UploadRules rules = judge.rules();
        Spool.check(request, rules.maxRequest(), free);
        Query fields;
        Path archive;
        if (isForm(request)) {
            fields = fields(request, query);
            archive = new UrlFetch(rules.allowedHosts()).fetch(fields.get("url"), spool, rules.maxRequest());
        } else {
            Form form = multipart(request);
            fields = query.with(form.fields());
            if (form.files().size() != 1) {
                throw new RefusedException(RefusedException.BAD_REQUEST, "one file is needed, a ZIP archive");
            }
            archive = form.files().get(0).file();
        }
        boolean windows = archive.getFileSystem().getSeparator().equals("\\");
        TargetParser parser = new TargetParser(TargetRules.of(List.of(""), false, windows));
        ZipMembers members =
                new ZipMembers(judge, parser, spool, fields.get("layout").equals("auto"));
        return new Received(members.read(archive, free), fields);
    }

    private static boolean isForm(Request request) {
        return request.header("Content-Type")
                .filter(type -> type.regionMatches(true, 0, FORM, 0, FORM.length()))
                .isPresent();
    }

    /** The fields of a query, and those of a form without files if the body is one. */
    static Query fields(Request request, Query query) throws IOException, RefusedException {
        if (!isForm(request)) {
            return query;
        }
        byte[] bytes = request.body().readNBytes(MOST_OF_FORM + 1);
        if (bytes.length > MOST_OF_FORM) {
            throw Spool.tooLarge(MOST_OF_FORM);
        }
        return query.with(Query.of(new String(bytes, StandardCharsets.UTF_8)).fields());
    }

    private Form multipart(Request request) throws IOException, RefusedException {
        Optional<BodyDigest> digest = BodyDigest.of(request);
        try {
            Form form = request.form(spool.directory(), judge.rules().maxRequest(), digest.map(BodyDigest::sink));
            if (digest.isPresent()) {
                digest.get().check();
            }
            return form;
        } catch (Form.BadFormException e) {
            int status = e.tooLarge() ? RefusedException.TOO_LARGE : RefusedException.BAD_REQUEST;
            throw new RefusedException(status, String.valueOf(e.getMessage()));
        }
    }
}
