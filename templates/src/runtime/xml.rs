//! Bodies of XML, written and read by the tables of [`XmlNode`].

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{BuildError, DecodeFailure, RawResponse, RequestBuilder, XmlNode};

#[cfg(not(feature = "xml"))]
const WITHOUT_FEATURE: &str = "the body is XML: turn on the feature `xml` of this crate";

/// Writes a value as an XML document of one element, in UTF-8.
///
/// A value is made JSON first, and each part of it the node that the table names (OpenAPI 3.0.4, XML
/// Object). Null is an element with `xsi:nil`, and no attribute.
///
/// # Errors
/// When a name or a text has characters that XML has no place for, when an object should be an
/// attribute, or without the feature `xml`.
pub fn to_xml<T>(value: &T, root: &XmlNode) -> Result<Vec<u8>, BuildError>
where
    T: Serialize + ?Sized,
{
    #[cfg(feature = "xml")]
    {
        let value = serde_json::to_value(value).map_err(|error| {
            BuildError::new(format!("the body cannot be written: {error}")).with_source(error)
        })?;
        super::xml_write::document(&value, root).map_err(|reason| {
            BuildError::new(format!("the body cannot be written as XML: {reason}"))
        })
    }
    #[cfg(not(feature = "xml"))]
    {
        let _ = (value, root);
        Err(BuildError::new(WITHOUT_FEATURE))
    }
}

/// Reads a value from an XML document.
///
/// Elements and attributes that the table does not name are passed over. An element with `xsi:nil`, or
/// an empty one where a number or boolean is expected, is null. Entities beyond those of XML itself are
/// not read, and elements may be nested 128 deep.
///
/// # Errors
/// When it is not well-formed XML in UTF-8, or not a value of `T`: the failure says where. Also without
/// the feature `xml`.
pub fn from_xml<T: DeserializeOwned>(xml: &[u8], root: &XmlNode) -> Result<T, DecodeFailure> {
    #[cfg(feature = "xml")]
    {
        let element = super::xml_tree::parse(xml).map_err(DecodeFailure::new)?;
        super::xml_read::decode(&element, root)
    }
    #[cfg(not(feature = "xml"))]
    {
        let _ = (xml, root);
        Err(DecodeFailure::new(WITHOUT_FEATURE))
    }
}

impl RequestBuilder {
    /// A body of XML with a content type such as `application/xml`.
    #[must_use]
    pub fn xml<T>(self, content_type: &str, body: &T, root: &XmlNode) -> Self
    where
        T: Serialize + ?Sized,
    {
        match to_xml(body, root) {
            Ok(xml) => self.body(content_type, xml),
            Err(error) => self.fail(error),
        }
    }
}

impl RawResponse {
    /// The body, decoded as XML.
    ///
    /// # Errors
    /// Those of [`from_xml`]; what is no XML at all and says so by its content type is told by that.
    pub fn xml<T: DeserializeOwned>(&self, root: &XmlNode) -> Result<T, DecodeFailure> {
        #[cfg(feature = "xml")]
        {
            let element = super::xml_tree::parse(self.body()).map_err(|fault| {
                DecodeFailure::new(match foreign_content_type(self.headers()) {
                    Some(content_type) if !self.body().trim_ascii().is_empty() => {
                        format!("content type is {content_type}, not XML")
                    }
                    _ => fault,
                })
            })?;
            super::xml_read::decode(&element, root)
        }
        #[cfg(not(feature = "xml"))]
        from_xml(self.body(), root)
    }
}

/// The content type without its parameters, if it is not one of XML (RFC 7303).
#[cfg(feature = "xml")]
fn foreign_content_type(headers: &http::HeaderMap) -> Option<String> {
    let value = headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next()?.trim().to_ascii_lowercase();
    let is_xml = essence.ends_with("/xml") || essence.ends_with("+xml");
    (!is_xml && !essence.is_empty()).then_some(essence)
}
