// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import dev.symkit.store.storage.WholeFile;
import dev.symkit.symproxy.serve.Access.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The file of the tokens: UTF-8, a line for each as {@link ApiToken} says, {@code #} for comments. It is replaced as a whole, readable for
 * its owner only, while a lock on the file {@code <name>.lock} beside it keeps other processes from changing it. Thread-safe.
 */
public final class TokensFile {
    private static final String HEAD = "# tokens of symproxy: name, role, SHA-256, created, expires, last use";
    private static final long MAX_SIZE = 16 << 20;
    private static final String OWNER_ONLY = "rw-------";

    /** Among the threads of this process a lock on a file is an error, not a wait. */
    private static final Lock THREADS = new ReentrantLock();

    private final Path file;

    /** The file at a place; it need not be there. */
    public TokensFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * All tokens, in order of the file; none if there is no file.
     *
     * @throws IOException if it cannot be read, or has a line that is none of a token; the message names file and line
     */
    public List<ApiToken> read() throws IOException {
        List<ApiToken> tokens = new ArrayList<>();
        int number = 0;
        for (String line : lines()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    tokens.add(ApiToken.parse(line));
                } catch (IOException e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        return tokens;
    }

    private List<String> lines() throws IOException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new IOException(file + ": larger than " + MAX_SIZE + " bytes");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
    }

    /**
     * Makes a token.
     *
     * @param ttl how long it is valid; zero for ever
     * @return the token itself, which is kept nowhere
     * @throws IOException if the name is taken, or the file cannot be changed
     */
    public String create(String name, Role role, Instant now, Duration ttl) throws IOException {
        if (!ApiToken.isName(name)) {
            throw new IllegalArgumentException("no name of a token");
        }
        String secret = Secrets.random();
        boolean made = change(tokens -> {
            boolean taken = tokens.stream().anyMatch(token -> token.name().equals(name));
            List<ApiToken> more = new ArrayList<>(tokens);
            more.add(ApiToken.made(name, role, Secrets.hash(secret), now, ttl));
            return taken ? tokens : more;
        });
        if (!made) {
            throw new IOException(file + ": there is a token named " + name);
        }
        return secret;
    }

    /**
     * Forgets a token.
     *
     * @return whether there was one of that name
     * @throws IOException if the file cannot be changed
     */
    public boolean revoke(String name) throws IOException {
        return change(tokens ->
                tokens.stream().filter(token -> !token.name().equals(name)).toList());
    }

    /**
     * Changes the tokens.
     *
     * @return whether that made a difference; else nothing is written
     */
    boolean change(UnaryOperator<List<ApiToken>> change) throws IOException {
        THREADS.lock();
        try (FileChannel channel = lockChannel();
                FileLock held = channel.lock()) {
            List<ApiToken> tokens = read();
            List<ApiToken> changed = change.apply(tokens);
            boolean different = held.isValid() && !changed.equals(tokens);
            if (different) {
                write(changed);
            }
            return different;
        } finally {
            THREADS.unlock();
        }
    }

    private FileChannel lockChannel() throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void write(List<ApiToken> tokens) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        tokens.forEach(token -> lines.add(token.line()));
        WholeFile.write(file, temporary -> {
            FileStore store = Files.getFileStore(temporary);
            if (store.supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(OWNER_ONLY));
            }
            Files.writeString(temporary, String.join("\n", lines) + "\n");
        });
    }
}
