//! Operations whose bodies are bytes, as emitted: sent as they are given, received as a stream.

use crate::runtime::{
    Body, BuildError, DecodeFailure, Operation, OperationInfo, Outcome, RawResponse,
    RequestBuilder, Style,
};

/// The request of `putPhoto`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PutPhoto {
    pub pet_id: String,
    pub body: Body,
}

impl PutPhoto {
    pub fn new(pet_id: impl Into<String>, body: impl Into<Body>) -> Self {
        Self {
            pet_id: pet_id.into(),
            body: body.into(),
        }
    }
}

impl Operation for PutPhoto {
    type Output = ();
    type Error = PhotoError;

    const INFO: OperationInfo =
        OperationInfo::new("putPhoto", http::Method::PUT, "/pets/{petId}/photo");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .path("petId", Style::Simple, false, &self.pet_id)
            .body("image/png", self.body.clone())
            .finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        Ok(match response.status().as_u16() {
            204 => Outcome::Success(()),
            _ => Outcome::Undocumented,
        })
    }
}

/// The request of `getPhoto`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPhoto {
    pub pet_id: String,
}

impl GetPhoto {
    pub fn new(pet_id: impl Into<String>) -> Self {
        Self {
            pet_id: pet_id.into(),
        }
    }
}

impl Operation for GetPhoto {
    type Output = Body;
    type Error = PhotoError;

    const INFO: OperationInfo =
        OperationInfo::new("getPhoto", http::Method::GET, "/pets/{petId}/photo")
            .accepting("image/png");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .path("petId", Style::Simple, false, &self.pet_id)
            .finish()
    }

    fn decode(
        response: &mut RawResponse,
    ) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
        Ok(match response.status().as_u16() {
            200 => Outcome::Success(response.take_stream()),
            _ => Outcome::Undocumented,
        })
    }

    fn is_stream(status: u16) -> bool {
        status == 200
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PhotoError {}
