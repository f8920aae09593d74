// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreStorage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/**
 * A storage whose calls are counted.
 *
 * @param storage passes the calls on
 * @param calls how often each method was called
 * @param listed how often each directory was listed
 */
record CountedStorage(StoreStorage storage, Map<String, Integer> calls, Map<String, Integer> listed) {
    static CountedStorage over(StoreStorage real) {
        Map<String, Integer> calls = new TreeMap<>();
        Map<String, Integer> listed = new TreeMap<>();
        InvocationHandler handler = (proxy, method, args) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, args); // made of other calls, which count
            }
            synchronized (calls) {
                calls.merge(method.getName(), 1, Integer::sum);
                if (method.getName().equals("list")) {
                    listed.merge((String) args[0], 1, Integer::sum);
                }
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        StoreStorage counted = (StoreStorage) Proxy.newProxyInstance(
                StoreStorage.class.getClassLoader(), new Class<?>[] {StoreStorage.class}, handler);
        return new CountedStorage(counted, calls, listed);
    }
}
