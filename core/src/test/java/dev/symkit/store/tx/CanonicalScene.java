// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.CallCounter;
import dev.symkit.store.storage.ObjectLikeStorage;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store of canonical names in memory, whose calls are counted. */
final class CanonicalScene implements AutoCloseable {
    static final String INDEX = "79628FA80CDE4DFFA5E1822DF281E8B01e";

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path root = files.getPath("/store");
    final CallCounter counter = new CallCounter();
    final StoreStorage plain;
    final StoreStorage storage;

    CanonicalScene() throws IOException {
        plain = new ObjectLikeStorage(StoreStorages.local(root, StorageOptions.DEFAULT));
        storage = counter.over(plain);
    }

    static AddEntry entry(String name, String index, String content) {
        AddScene.Source source = new AddScene.Source("C:\\out\\" + name, content.getBytes(UTF_8), false);
        return new AddEntry(new SymbolKey(name, index), SymbolClass.PRI, source, false);
    }

    /** So many files of different names, with an index each. */
    static AddEntry[] entries(String stem, int count) {
        List<AddEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(stem + i + ".pdb", INDEX, "content of " + i));
        }
        return entries.toArray(AddEntry[]::new);
    }

    StoreEngine engine(StoreStorage through) {
        return new AddScene(root, 4).engine(through);
    }

    AddResult add(AddOptions how, AddEntry... entries) throws IOException {
        return engine(storage).add(AddScene.request(how, entries));
    }

    AddResult add(AddEntry... entries) throws IOException {
        return add(AddOptions.PLAIN, entries);
    }

    DeleteResult delete(int id) throws IOException {
        return engine(storage).delete(new DeleteRequest(new TransactionId(id), false));
    }

    StoreView view() {
        return new StoreView(storage);
    }

    /** The files outside 000Admin, with their content. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>(new AddScene(root, 1).tree());
        tree.keySet().removeIf(name -> name.startsWith("000Admin/") || name.equals("pingme.txt"));
        return tree;
    }

    String admin(String name) throws IOException {
        return new AddScene(root, 1).file("000Admin/" + name);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
