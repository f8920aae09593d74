// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.symproxy.serve.JsonResponses;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What clients send and get as JSON. */
final class Answers {
    private static final int CREATED = 201;
    private static final int MOST_KEYS = 100_000;
    private static final int MOST_TEXT = 16 << 20;

    private Answers() {}

    /** What became of an upload. */
    static Response stored(UploadStore.Stored stored) {
        return JsonResponses.of(status(stored), json -> {
            if (stored.id().isPresent()) {
                json.text("transaction", stored.id().get().text());
            } else {
                json.none("transaction");
            }
            json.texts("stored", stored.stored());
            json.texts("skipped", stored.skipped());
            json.array("rejected", stored.rejected(), (item, each) -> {
                item.text("file", each.file());
                item.text("reason", each.reason());
            });
        });
    }

    private static int status(UploadStore.Stored stored) {
        if (stored.id().isPresent()) {
            return CREATED;
        }
        if (!stored.skipped().isEmpty()) {
            return 200;
        }
        return stored.conflicts() ? RefusedException.CONFLICT : RefusedException.BAD_REQUEST;
    }

    /** The id of a transaction that was made. */
    static Response transaction(TransactionId id, String deleted, int files) {
        return JsonResponses.of(200, json -> {
            json.text("transaction", id.text());
            json.text("deleted", deleted);
            json.number("files", files);
        });
    }

    /** Answers to a list of questions, in their order. */
    static Response list(List<Boolean> values) {
        String text = values.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]\n"));
        return JsonResponses.of(200, text);
    }

    /**
     * The texts of a JSON array.
     *
     * @throws RefusedException if it is none, or too long
     */
    static List<String> texts(InputStream in) throws IOException, RefusedException {
        byte[] all = in.readNBytes(MOST_TEXT + 1);
        if (all.length > MOST_TEXT) {
            throw Spool.tooLarge(MOST_TEXT);
        }
        List<String> texts = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(all)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw noList();
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    throw noList();
                }
                if (texts.size() == MOST_KEYS) {
                    throw new RefusedException(RefusedException.TOO_LARGE, "more than " + MOST_KEYS + " keys");
                }
                texts.add(parser.getText());
            }
        } catch (JsonProcessingException e) {
            throw noList();
        }
        return texts;
    }

    private static RefusedException noList() {
        return new RefusedException(RefusedException.BAD_REQUEST, "the body is no JSON list of texts NAME/INDEX");
    }
}
