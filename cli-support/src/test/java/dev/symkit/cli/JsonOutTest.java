// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonOutTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void writesOneObjectInTheOrderOfTheCalls() throws IOException {
        JsonOut.write(bytes, json -> {
            json.text("verb", "add \"\\\n");
            json.number("bytes", 1L << 40);
            json.bool("same", false);
            json.none("id");
            json.object("inner", inner -> inner.number("n", -1));
            json.array("files", List.of("b", "a"), (each, file) -> each.text("name", file));
            json.array("empty", List.<String>of(), (each, file) -> each.text("name", file));
            json.texts("ids", List.of("1", "2"));
        });
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"verb\":\"add \\\"\\\\\\n\",\"bytes\":1099511627776,\"same\":false,\"id\":null,\"inner\":{\"n\":-1},"
                                + "\"files\":[{\"name\":\"b\"},{\"name\":\"a\"}],\"empty\":[],\"ids\":[\"1\",\"2\"]}\n");
    }

    @Test
    void writesNumbersThatAreNotWhole() throws IOException {
        JsonOut.write(bytes, json -> {
            json.decimal("half", 0.5);
            json.decimal("none", Double.NaN);
            json.decimal("endless", Double.NEGATIVE_INFINITY);
        });
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"half\":0.5,\"none\":null,\"endless\":null}\n");
    }

    @Test
    void writesUtf8WhateverTheConsoleSpeaks() throws IOException {
        PrintStream console = new PrintStream(bytes, false, StandardCharsets.ISO_8859_1);
        JsonOut.write(console, json -> json.text("t", "\u00E9\u4E2D\uD83D\uDE00"));
        console.print("|");
        assertThat(console.checkError()).isFalse();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"t\":\"\u00E9\u4E2D\uD83D\uDE00\"}\n|");
    }

    @Test
    void writesItemsAsTheyAreHandedOver() throws IOException {
        JsonOut.write(bytes, json -> {
            json.array("files", files -> {
                for (int i = 0; i < 2; i++) {
                    int number = i;
                    files.add(file -> file.number("n", number));
                }
            });
            json.number("count", 2);
        });
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"files\":[{\"n\":0},{\"n\":1}],\"count\":2}\n");
    }

    @Test
    void replacesLoneSurrogates() throws IOException {
        JsonOut.write(bytes, json -> json.texts("t", List.of("a\uD800b", "\uDC00")));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"t\":[\"a\uFFFDb\",\"\uFFFD\"]}\n");
    }

    @Test
    void passesAFailureOn() {
        assertThatThrownBy(() -> JsonOut.write(bytes, json -> {
                    throw new IOException("no");
                }))
                .hasMessage("no");
    }
}
