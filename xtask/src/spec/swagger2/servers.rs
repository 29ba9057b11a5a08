//! `host`, `basePath` and `schemes` to `servers`.

use serde_json::{Map, Value, json};

use super::{Converter, Places};
use crate::report::Code;
use crate::spec::pointer::Pointer;

impl Converter<'_, '_> {
    /// The servers of the document; `None` when it names none.
    pub(super) fn servers(&mut self, object: &Map<String, Value>) -> Option<Value> {
        let root = Pointer::root();
        let fields = ["host", "basePath", "schemes"];
        let named = fields
            .into_iter()
            .find(|field| object.get(*field).is_some_and(|one| is_sound(field, one)))?;
        let new = root.child("servers");
        self.moved(&Places {
            new: new.clone(),
            old: root.child(named),
        });
        if let Some(host) = text(object, "host")
            && host.contains("://")
        {
            self.report
                .warning(
                    Code::Shape,
                    &new,
                    format!("the host `{host}` holds a scheme"),
                )
                .help("`host` is a name and a port; write the scheme in `schemes`");
        }
        let schemes = schemes(object.get("schemes"));
        self.urls(&new, object, &schemes, &root.child("schemes"))
    }

    /// The servers of an operation that other schemes serve than those of the document.
    pub(super) fn servers_of_operation(
        &mut self,
        places: &Places,
        own_schemes: &Value,
    ) -> Option<Value> {
        let object = self.root.as_object()?;
        let all = schemes(object.get("schemes"));
        let own = schemes(Some(own_schemes));
        let agree = own.len() == all.len() && own.iter().all(|scheme| all.contains(scheme));
        // Without a host nothing can be said of how to reach it.
        if agree || text(object, "host").is_none() {
            return None;
        }
        let old = places.old.child("schemes");
        let new = places.new.child("servers");
        self.moved(&Places {
            new: new.clone(),
            old: old.clone(),
        });
        self.urls(&new, object, &own, &old)
    }

    fn urls(
        &mut self,
        new: &Pointer,
        object: &Map<String, Value>,
        schemes: &[String],
        schemes_place: &Pointer,
    ) -> Option<Value> {
        let path = text(object, "basePath").unwrap_or_default();
        let path = match path.strip_prefix('/').unwrap_or(path) {
            "" => String::new(),
            path => format!("/{}", path.trim_end_matches('/')),
        };
        let Some(host) = text(object, "host") else {
            let url = if path.is_empty() { "/" } else { &path };
            let said = object.get("basePath").is_some_and(Value::is_string);
            return said.then(|| json!([{ "url": url }]));
        };
        let host = host.trim_end_matches('/');
        if host.contains("://") {
            return Some(json!([{ "url": format!("{host}{path}") }]));
        }
        let mut servers = Vec::new();
        for (index, scheme) in schemes.iter().enumerate() {
            if schemes_place.find(self.root).is_some() {
                self.moved(&Places {
                    new: new.child(index),
                    old: schemes_place.child(index),
                });
            }
            servers.push(json!({ "url": format!("{scheme}://{host}{path}") }));
        }
        Some(Value::Array(servers))
    }
}

/// Whether the field has the shape that the standard gives it.
pub(super) fn is_sound(field: &str, value: &Value) -> bool {
    if field != "schemes" {
        return value.is_string();
    }
    let items = value.as_array();
    items.is_some_and(|items| items.iter().all(Value::is_string))
}

/// The schemes that a field lists; `https` where there is none.
fn schemes(field: Option<&Value>) -> Vec<String> {
    let listed = field.and_then(Value::as_array).into_iter().flatten();
    let schemes: Vec<String> = listed
        .filter_map(|scheme| scheme.as_str().map(str::to_owned))
        .collect();
    if schemes.is_empty() {
        return vec!["https".to_owned()];
    }
    schemes
}

fn text<'v>(object: &'v Map<String, Value>, field: &str) -> Option<&'v str> {
    object
        .get(field)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}
