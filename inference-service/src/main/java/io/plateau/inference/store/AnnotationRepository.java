package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** What people call experiments and write about them. */
@ApplicationScoped
public class AnnotationRepository implements PanacheRepositoryBase<AnnotationEntity, String> {

    /**
     * Replaces name, tags and notes of an experiment; does nothing where it is missing or deleted. Its row is locked, so that a
     * concurrent deletion leaves no annotation behind.
     *
     * @param name null for none
     * @param notes null for none
     */
    @Transactional
    public void put(String experimentId, String name, Iterable<String> tags, String notes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        tags.forEach(list::add);
        getEntityManager()
                .createNativeQuery(
                        """
                                INSERT INTO annotation (experiment_id, name, tags, notes, changed_at)
                                SELECT id, CAST(:name AS text), ARRAY(SELECT jsonb_array_elements_text(CAST(:tags AS jsonb))), CAST(:notes AS text), now()
                                FROM experiment WHERE id = :id AND status <> 'DELETED' FOR SHARE
                                ON CONFLICT (experiment_id) DO UPDATE
                                SET name = excluded.name, tags = excluded.tags, notes = excluded.notes, changed_at = excluded.changed_at
                                """)
                .setParameter("id", experimentId).setParameter("name", name).setParameter("tags", list.toString())
                .setParameter("notes", notes).executeUpdate();
    }
}
